package language

// irregularSyllables are words by the number of their syllables, where the
// reckoning gets another. Counts are those of common dictionaries.
var irregularSyllables = [...]string{
	1: `aches isle isles aisle friend friends queue queues yes `,
	2: `people headaches backaches earaches acne herpes feces faeces rescue rescued rescues sometimes business every ion biscuit something someone somewhere careless carefully
		leopard foreign colonel cuisine business chocolate evening forehead testes wednesday `,
	3: `element elements syncope recipe recipes chocolate area areas anyone everyone everything everywhere everyday apnea idea ideas interest interested interests several different naturally carefully museum
		cereal cereals typhoid aorta ovaries heroin finally toothaches bellyaches stomachaches genuine reassure reapply preempt deity vehicle theater theaters realize realise realized reliance
	 furthermore casein employees`,
	4: `diabetes diarrhea diarrhoea society variety anxiety especially apostrophe catastrophe epitome facsimile coordinate usually casually visually comfortable vegetable vegetables temperature temperatures
	 reliable deniable insatiable coagulate ideally influenza`,
	5: `contraindicate coordination microorganism preeclampsia coagulation cooperation hypoglycemic contraindicated coordinated individual individuals hippopotamus`,
	6: `contraindication individually biodiversity`,
}
