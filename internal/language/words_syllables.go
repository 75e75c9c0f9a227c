package language

// irregularSyllables are words by the number of their syllables, where the
// reckoning gets another. Counts are those of common dictionaries.
var irregularSyllables = [...]string{
	1: `isle isles aisle friend friends queue queues aches`,
	2: `people headaches backaches earaches acne herpes feces faeces rescue rescued rescues business every ion biscuit someone somewhere leopard foreign colonel cuisine evening forehead testes wednesday therefore`,
	3: `element elements syncope recipe recipes chocolate area areas anyone everyone everything everywhere everyday apnea interest interested interests several different naturally museum cereal cereals typhoid ovaries heroin
		finally toothaches bellyaches stomachaches genuine reassure reapply preempt deity vehicle theater theaters realize realise realized reliance furthermore casein employees fungoides`,
	4: `diabetes diarrhoea especially apostrophe catastrophe epitome facsimile coordinate usually casually visually comfortable vegetable vegetables temperature temperatures reliable deniable insatiable coagulate ideally influenza`,
	5: `contraindicate coordination preeclampsia coagulation cooperation hypoglycemic contraindicated coordinated individual individuals bronchiectasis`,
	6: `contraindication individually biodiversity gastroenteritis microorganism`,
}
