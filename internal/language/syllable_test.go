package language

import (
	"strings"
	"testing"

	"nadi/internal/prose"
)

// syllableSamples are words by the number of their syllables, counted by ear.
var syllableSamples = map[int]string{
	1: `the a heart blood bone breath cough cold flu pain health strength stress sleep meal rash skin eye ear nose mouth tooth teeth tongue throat neck chest back arm leg foot hand nail hair
		passed helped caused stopped changed walked drugs pills shots shoes does goes laughed breathe breathes breathed school eight weight weighed freeze bruise bruised fruit juice guide guard quit quick queue friend field
		ache aches scale whole while isle use used tea sea pea real year years hear aid aids brain brains plague league through though thought eyes dyed tied died lies toes glue blue true view rest world curled`,
	2: `patient patients doctor people movie cancer kidney asthma tablets needle muscle muscles handle handled table tables little bottle centre fibre litre acre being seeing going doing dying crying saying client
		diet quiet fluid ruin poem lion bias trial dial giant fuel cruel fluent safety likely lifestyle baseline something sometimes careful useful homeless household movement statement treatment basement blisters swelling swollen
		changes causes rashes wheezes sneezes headache headaches stomach breathing tissue tissues issue value region surgeon pigeon million ocean social special ancient patience partial language persuade healthy
		isn't didn't doesn't wouldn't couldn't player lawyer royal beyond create react study studied studies marriage carriage fever fevers nurses needed started hated wanted ended added rabies caries
		biscuit circuit vaccine vaccines vomit virus senior junior union onion feces herpes acne`,
	3: `hospital medicine allergy allergies exercise infection infections injection condition vitamin vitamins surgery surgeries physical physician mineral general several
		family families difference memory history easier healthier carrier barrier studying carrying continued radio video period area idea theory serious various previous usual gradual annual sexual manual calcium sodium medium
		suicide genuine influence audience dangerous contagious nutrition digestion digestive prescription pregnancy prevention pancreas nausea element elements implement supplement supplements agreement excitement
		measurement caregiver understand anymore aortic myeloid nuclei deliver delivered connected affected created reacted biopsy hypnosis agreeing important employee beautiful cholera
		diagnose insulin oxygen syncope aerobic specialist opinion behavior companion familiar hepatic renewal arthritis bronchitis therapist poisonous`,
	4: `diabetes diarrhea radiation emergency emergencies anxiety variety society bacteria pneumonia influenza situation evaluate operation medication medications information
		 continuous organism potassium material immediate diagnosis dementia insomnia biology geography vegetable vegetables temperature ability obesity psychology arterial experience
		circulation population education generation vaccination epilepsy original intestinal coronary necessary secondary anemia leukemia intuition triglyceride epidemic comfortable academic autoimmune associate appreciate avoidable`,
	5: ` examination immediately appendicitis individual evaluation contraindicate refrigerator electricity tuberculosis university intravenously communication organization vocabulary
		disability hepatology associated radioactive intraocular bronchiectasis association myelogenous medicinally laboratory continuity`,
	6: `hypoglycemia hyperglycemia cardiovascular responsibility identification rehabilitation`,
}

func TestSyllables(t *testing.T) {
	lex := prose.NewLexicon()
	f := New(lex, Options{})
	r := prose.NewReader(lex)
	words, wrong := 0, 0
	for n, list := range syllableSamples {
		for w := range strings.FieldsSeq(list) {
			words++
			x := r.Read(prose.Passage{Text: w})
			got := 0
			for i := range x.Tokens {
				got += f.syllablesOf(x, i)
			}
			if got != n {
				wrong++
				t.Errorf("%s: %d syllables, want %d", w, got, n)
			}
		}
	}
	t.Logf("%d words, %d wrong", words, wrong)
}
