package classify

import (
	"strings"
	"sync"
)

// voice is what a word tells of who speaks and what for: articles, comments,
// notes on the author, offers and disclaimers are all prose, and differ in this.
type voice uint8

const (
	voiceGrammar voice = iota // a function word
	voiceSelf                 // the writer: I, my
	voiceWe                   // a firm or a group: we, our
	voiceReader               // the reader: you, your
	voicePerson               // somebody else: he, her
	voiceCall                 // asks to act: join, click, subscribe
	voiceLaw                  // reserves and disclaims: rights, liability
	voiceLife                 // tells a life: founder, graduated
	voiceSource               // cites: doi, vol, retrieved
	voiceReply                // answers: thanks, agree, lol
	voiceTrade                // sells: shipping, cart, discount
	voiceCount
)

// voiceWords are the words of each voice but the first, whose words are functionWordLists.
var voiceWords = [voiceCount]string{
	voiceSelf: `i me my mine myself ich mich mir mein meine meinen meiner je moi mon mes yo mí mis io mio mia miei eu meu minha meus ik mijn mij jag mig min mitt jeg meg
		я мне меня мой моя ja mnie mój moje ben benim saya aku`,
	voiceWe: `we us our ours ourselves wir uns unser unsere unserem unseren nous notre nos nosotros nuestro nuestra nuestros noi nostro nostra nostri nós nosso nossa
		wij onze ons vi vår våra vores мы нас нам наш наша наши my nasz nasze nas biz bizim kami kita`,
	voiceReader: `you your yours yourself du dich dir dein deine deinen euch euer vous votre vos tu tes toi usted ustedes tus ti tuo tua você vocês seu sua
		jij jouw uw jullie din ditt dina вы вас вам ваш ваша ваши twój twoje ciebie sen sizin anda kamu`,
	voicePerson: `he she him his her hers himself herself er sie ihm ihr ihre seine seinen elle lui leur sus ella él lei suo ela dele dela hij zij haar zijn hans hennes han hun
		он она его ее ему jego jej onun dia`,
	voiceCall: `join sign subscribe click learn discover download contact call shop start explore browse visit register submit enter follow share try book order buy
		check watch view choose select login log tap browse unlock claim apply donate jetzt hier klicken anmelden abonnieren kaufen bestellen mehr lesen entdecken
		cliquez découvrez abonnez inscrivez voir suscríbete descubre haz iscriviti scopri clicca assine clique saiba читать смотреть`,
	voiceLaw: `copyright rights reserved trademark trademarks registered terms privacy policy disclaimer liability liable warranty warranties advice purposes
		informational affiliate affiliates affiliated commission prospectus license licensed cookies consent permission endorsed endorsement
		guarantee guarantees rechte vorbehalten datenschutz impressum haftung droits réservés confidentialité derechos reservados privacidad diritti riservati права защищены`,
	voiceLife: `author writer editor founder ceo lives graduated degree professor experience passionate phd university specializes award-winning
		journalist reporter contributor director expert career born worked served holds resides freelance columnist mba consultant bio
		autor autorin redakteur studierte journalistin geboren auteur journaliste diplômé periodista nació licenciado giornalista laureato`,
	voiceSource: `et al doi vol pp isbn journal retrieved accessed pubmed arxiv eds press proceedings proc edition bibliography issn cited scholar abgerufen consulté`,
	voiceReply: `thanks thank great nice lol hi hello comment comments post reply agree wow awesome amazing glad cool haha yeah yes please congrats helpful
		danke hallo kommentar merci bonjour bravo gracias hola grazie ciao obrigado спасибо`,
	voiceTrade: `free offer offers price prices sale shipping cart stock discount delivery deal deals checkout coupon pricing quote returns refund save gift trial
		newsletter email inbox account app preis versand warenkorb kostenlos livraison gratuit panier precio envío gratis prezzo spedizione`,
}

// voices is a set of voices.
type voices uint16

// wordVoices are the voices of a word in lower case.
var wordVoices = sync.OnceValue(func() map[string]voices {
	set := make(map[string]voices, 2200)
	for _, list := range functionWordLists {
		for _, w := range strings.Fields(list) {
			set[w] |= 1 << voiceGrammar
		}
	}
	for v, list := range voiceWords {
		for _, w := range strings.Fields(list) {
			set[w] |= 1 << v
		}
	}
	return set
})

// voiceColumns say how often a voice is heard, by block and in windows.
var voiceColumns = []struct {
	name, doc string
	voice     voice
}{
	{"self", "words of the writer about himself", voiceSelf},
	{"we", "words of a group about itself", voiceWe},
	{"reader", "words to the reader", voiceReader},
	{"person", "words about a person", voicePerson},
	{"call", "words that ask to act", voiceCall},
	{"law", "words of the law", voiceLaw},
	{"life", "words of a life's story", voiceLife},
	{"source", "words that cite sources", voiceSource},
	{"reply", "words of an answer", voiceReply},
	{"trade", "words of trade", voiceTrade},
}
