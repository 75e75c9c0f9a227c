package language

import (
	"strings"

	"nadi/internal/prose"
)

// What a word says about its neighbours.
const (
	someA        uint32 = 1 << iota // a, an
	article                         // a, an, the, every …
	small                           // words of grammar, which may follow a noun
	somebody                        // people
	drug                            // drugs and drink
	illness                         // what people have
	trouble                         // what other things suffer from
	thing                           // what is no person
	mention                         // the text speaks about words
	mentionAfter                    // as mention, behind them
	denial                          // not, never
	institution                     // part of a name
	office                          // makes a name of an ordinary word before it
)

var contextWords = []struct {
	class uint32
	words string
}{
	{someA, "a an"},
	{article, "a an the every each any another one some no former recovering fellow young old this that"},
	{small, `and or but nor as if when while where because since until unless than though although so that which who whom whose what how why
		is are was were be been being am isn aren wasn weren has have had having do does did don doesn didn can could cannot may might must shall should will would won
		in on at by to of for from with without within into onto over under among between during before after about against across through near like per via
		not never always often sometimes usually also too only even just still already again ever now then there here today
		he she they we you it i him her them us me his their my your our its a an the this these those each every both all some any
		live lives need needs want wants get gets use uses take takes make makes find finds feel feels face faces report reports ask asks tend tends know knows see sees
		lived needed wanted got used took made found felt faced reported asked came went go goes come comes die died dies become becomes became receive receives received deserve deserves
		alike alone who'd rarely seldom more less better most`},
	{somebody, `people person persons patient patients man men woman women child children adult adults boy boys girl girls baby babies infant infants teen teens teenager teenagers youth individual individuals
		family families mother father mothers fathers parent parents son daughter brother sister wife husband friend friends student students worker workers veteran veterans resident residents survivor survivors
		he she they who i we you someone somebody anyone anybody everyone everybody nobody those many americans indians member members employee employees customer customers client clients user users citizen citizens population populations community communities
		million millions percent thousands hundreds others some most half one ones`},
	{drug, `drug drugs alcohol opioid opioids heroin cocaine crack meth methamphetamine cannabis marijuana addiction addictions addict substance substances drinking sober sobriety recovery rehab relapse relapsed detox
		overdose overdoses naloxone methadone buprenorphine fentanyl withdrawal injecting inject needles needle opiates`},
	{illness, `disease diseases disorder disorders syndrome syndromes illness illnesses cancer cancers condition conditions infection infections pain pains depression anxiety asthma diabetes stroke strokes epilepsy dementia autism
		allergies allergy migraine migraines headache headaches stress insomnia fever hiv aids covid tuberculosis tb malaria dengue obesity malnutrition hunger injuries injury burns trauma ptsd symptoms seizures fatigue loneliness grief
		arthritis schizophrenia hypertension hepatitis flu influenza cough colds cold nausea constipation acne eczema psoriasis addiction alcoholism abuse palsy paralysis blindness deafness loss hypothermia sleeplessness incontinence heartburn reflux
		attacks attack failure deficiency anaemia anemia complications poisoning effects`},
	{trouble, `lack drought shortage shortages shortfall delays delay underfunding inflation corruption flooding floods poor inadequate limited low outdated bugs bug errors error confusion overload congestion bias inconsistency inconsistencies flaw flaws weaknesses
		silos neglect usability design problem`},
	{thing, `region regions country countries city cities system systems software website websites site sites page pages report reports study studies data design designs project projects program programs programme agency agencies government governments industry economy
		economies market content process processes product products method methods approach approaches survey surveys hospital hospitals company companies model models interface interfaces app apps application applications network networks area areas brand brands
		crop crops plant plants building buildings quality text document documents search code team's policy policies`},
	{mention, `avoid avoids avoiding avoided instead term terms word words phrase phrases label labels labelled labeled labelling labeling stigmatizing stigmatising stigma say saying call called calling calls slur slurs insult insulting offensive outdated language wording replace
		rather शब्द शब्दों कहें कहना कहने लिखें बजाय जगह shabd`},
	{mentionAfter, `शब्द शब्दों कहना कहने कहें कहकर बजाय बुलाना बुलाएं बोलें shabd kahein kahen kahe kehna kahna bolna kehne instead`},
	{denial, "not never isn aren wasn nor न नहीं मत nahi nahin mat"},
	{institution, `national institute institutes administration act society association center centre centers council foundation anonymous month day office department hotline helpline committee program programme journal university hospital
		hospitals college school federation alliance coalition bureau commission trust league union fund service services academy board guide dogs home college law code title scale index inventory questionnaire museum award times post news press anonymous
		american indian royal international global federal agency division network initiative project survey campaign week corporation clinic ministry scheme yojana library lighthouse unit`},
	{office, "hotline helpline act anonymous counselor counsellor counselors counsellors"},
}

func (f *Finder) learnContext(lex *prose.Lexicon) {
	for _, c := range contextWords {
		f.classes = lex.Mark(f.classes, c.class, strings.FieldsFunc(c.words, func(r rune) bool { return r <= ' ' || r == '\'' })...)
	}
}
