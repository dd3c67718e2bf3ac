package meta

import (
	"strings"
	"sync"
)

var nameWordText = map[int]string{
	wordRole: `editor editors writer reporter correspondent contributor manager director founder co-founder cofounder ceo cto cfo coo president head chief senior junior staff journalist
		columnist analyst specialist freelance freelancer blogger producer author strategist consultant professor lecturer engineer developer marketer coordinator assistant associate executive
		vice lead principal partner owner expert researcher fellow photographer critic commentator host anchor attorney lawyer guest special political technology business sports
		redakteur redakteurin redakteurinnen autor autorin journalistin korrespondent korrespondentin volontär volontärin chefredakteur chefredakteurin ressortleiter ressortleiterin reporterin leiter leiterin
		rédacteur rédactrice journaliste correspondant correspondante envoyé envoyée redactor redactora periodista corresponsal colaborador editora redator redatora jornalista repórter colunista giornalista
		redattore redattrice inviato corrispondente redacteur verslaggever reporterka dziennikarz dziennikarka redaktor redaktorka redaktör redaktørl journalisten toimittaja skribent
		корреспондент редактор журналист обозреватель 報導 报道 報道 기자 특파원 記者 记者 通讯员 編集部 編集委員 論説委員 デスク`,
	wordStop: `on in at for with from to the updated published posted last min mins minute minutes read reading about view more posts follow share comments comment reviewed edited fact-checked medically
		photo photos photography image images video updated: published: am pm is are was has have this that an read: words tags category categories filed under via contact email e-mail source ago hours
		am um uhr stand aktualisiert veröffentlicht lesezeit lesedauer minuten min. im mit für aus dem zuletzt bearbeitet und
		le à publié mis modifié lecture el publicado actualizado lectura em publicado atualizado leitura il pubblicato aggiornato lettura op gepubliceerd publicerad uppdaterad publisert oppdatert
		january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
		januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag`,
	wordParticle: `van von der den de la le du da das do dos di del della dello bin ibn ben al el ter ten af av zu zum zur y e mac st. san abu bint ul ur o' d' 't op vom`,
	wordNobody: `admin administrator editor editors editorial team staff webmaster undefined null none unknown anonymous guest user root system author authors redaktion redazione redaction redacción redação redactie
		rédaction redakce redakcja toimitus press office newsroom desk writer writers contributor contributors moderator marketing support content blog news admin1 wpadmin wp-admin superuser siteadmin autor
		administrador redakcija agency agencies nobody test owner member mod op default online web redaksi editörü editör newsdesk nachrichten editorialteam blogger post webteam communications`,
	wordAnd: `and und et y e och og i & и и та і en ja ve i̇le with a oraz och or en e`,
	wordNever: `bio biography full written recipe insights article articles story stories profile see learn meet your my this subscribe newsletter menu search login log sign register reply replies quote joined
		location website facebook twitter linkedin instagram pinterest reddit whatsapp telegram copy link print save sun mon tue wed thu fri sat
		sunday monday tuesday wednesday thursday friday saturday january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.
		today yesterday says wrote said views likes share tweet minutes min published updated posted comments leave related next previous guide tips news: how what why when where who top best
		weitere alle mehr lesen artikel suivre voir plus leer más todos`,
	wordCredit: `md m.d. m.d phd ph.d ph.d. rd rdn ldn rn dds dmd mba msc m.sc. bsc ma m.a. m.s. ms mph jd j.d. esq esq. cpa faclm foma dabom vmd lvt vts dacvb dvm. md. phd. shrm-cp cpcu cdces cde cphr cfp cfa do facp dvm pharmd lcsw psyd np pa-c cscs cpt bsn msn facs faap mscp lmft cssd dpt dnp ra frcp mrcp fnp-bc rdms lmhc edd ed.d. pe fca aca`,
	wordOrg: `inc inc. llc ltd ltd. gmbh ag corp corp. company media group institute university foundation association news magazine network agency society center centre dpa afp reuters apa ap sid epd kna
		ansa ats upi pti ani tass bbc cnn npr times post journal review press today daily zeitung verlag team staff redaktion editors correspondents newsroom bureau desk department solutions
		services software technologies labs studio studios club blog online tv radio rédaction redacción redazione .com .org .net .de`,
}

var nameWords = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for class, list := range nameWordText {
		for w := range strings.FieldsSeq(list) {
			m[w] |= class
		}
	}
	return m
})

func nameWord(w string) int {
	w = strings.ToLower(strings.TrimRight(w, ",:;"))
	c := nameWords()[w]
	if i := strings.LastIndexByte(w, '-'); c == 0 && i > 0 { // Berlin-Korrespondent
		c = nameWords()[w[i+1:]] & wordRole
	}
	return c
}
