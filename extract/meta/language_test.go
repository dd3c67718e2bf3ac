package meta

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Sentences of about 25 words, written for this test.
var languageSamples = map[string]string{
	"en": "The council said on Monday that the old bridge would be closed for two weeks because the steel has to be checked before the winter comes again",
	"de": "Der Stadtrat hat am Montag beschlossen, dass die alte Brücke für zwei Wochen gesperrt wird, weil der Stahl noch vor dem Winter geprüft werden muss",
	"fr": "Le conseil a décidé lundi que le vieux pont serait fermé pendant deux semaines, parce que l'acier doit être contrôlé avant que l'hiver ne revienne",
	"es": "El consejo decidió el lunes que el viejo puente estará cerrado durante dos semanas, porque el acero debe ser revisado antes de que vuelva el invierno",
	"pt": "O conselho decidiu na segunda-feira que a velha ponte ficará fechada durante duas semanas, porque o aço tem de ser verificado antes que volte o inverno",
	"it": "Il consiglio ha deciso lunedì che il vecchio ponte sarà chiuso per due settimane, perché l'acciaio deve essere controllato prima che torni l'inverno",
	"nl": "De raad heeft maandag besloten dat de oude brug twee weken dicht gaat, omdat het staal moet worden gecontroleerd voordat de winter weer komt",
	"sv": "Kommunen beslutade i måndags att den gamla bron ska stängas i två veckor, eftersom stålet måste kontrolleras innan vintern kommer tillbaka igen",
	"da": "Byrådet besluttede mandag, at den gamle bro bliver lukket i to uger, fordi stålet skal efterses af fagfolk, før vinteren kommer igen til byen",
	"no": "Kommunen bestemte mandag at den gamle broen blir stengt i to uker fordi stålet må kontrolleres av fagfolk før vinteren kommer tilbake igjen nå",
	"fi": "Kaupunki päätti maanantaina, että vanha silta suljetaan kahdeksi viikoksi, koska teräs on tarkastettava ennen kuin talvi tulee taas ja kaikki jäätyy",
	"pl": "Rada zdecydowała w poniedziałek, że stary most będzie zamknięty przez dwa tygodnie, ponieważ stal musi zostać sprawdzona, zanim znowu przyjdzie zima",
	"cs": "Rada v pondělí rozhodla, že starý most bude na dva týdny uzavřen, protože ocel musí být zkontrolována ještě předtím, než opět přijde zima",
	"hu": "A tanács hétfőn úgy döntött, hogy a régi hidat két hétre lezárják, mert az acélt meg kell vizsgálni, mielőtt újra megjön a tél",
	"ro": "Consiliul a hotărât luni că podul vechi va fi închis timp de două săptămâni, pentru că oțelul trebuie verificat înainte să vină din nou iarna",
	"tr": "Belediye pazartesi günü eski köprünün iki hafta kapalı kalacağını açıkladı, çünkü kış yeniden gelmeden önce çeliğin kontrol edilmesi için bir karar çok önemli",
	"ru": "Совет решил в понедельник, что старый мост будет закрыт на две недели, потому что сталь нужно проверить до того, как снова придёт зима",
	"uk": "Рада вирішила в понеділок, що старий міст буде закрито на два тижні, тому що сталь треба перевірити до того, як знову прийде зима",
	"el": "Το συμβούλιο αποφάσισε τη Δευτέρα ότι η παλιά γέφυρα θα κλείσει για δύο εβδομάδες, επειδή το ατσάλι πρέπει να ελεγχθεί πριν έρθει ο χειμώνας",
	"id": "Dewan kota memutuskan pada hari Senin bahwa jembatan lama akan ditutup selama dua minggu karena baja itu harus diperiksa sebelum musim hujan datang lagi",
	"vi": "Hội đồng đã quyết định vào thứ hai rằng cây cầu cũ sẽ bị đóng trong hai tuần vì thép phải được kiểm tra trước khi mùa đông đến",
	"ar": "قرر المجلس يوم الاثنين أن الجسر القديم سوف يغلق لمدة أسبوعين لأن الفولاذ يجب أن يفحص قبل أن يعود الشتاء إلى المدينة من جديد",
	"fa": "شورای شهر روز دوشنبه اعلام کرد که پل قدیمی برای دو هفته بسته می شود، زیرا فولاد آن باید پیش از زمستان بررسی شود",
	"he": "המועצה החליטה ביום שני כי הגשר הישן ייסגר לשבועיים, משום שיש לבדוק את הפלדה לפני שהחורף יגיע שוב אל העיר",
	"hi": "परिषद ने सोमवार को कहा कि पुराना पुल दो सप्ताह के लिए बंद रहेगा क्योंकि सर्दी से पहले इस्पात की जांच की जानी है",
	"ja": "市議会は月曜日、冬が来る前に鋼材を点検する必要があるため、古い橋を二週間通行止めにすると発表した。",
	"zh": "市议会星期一决定，旧桥将关闭两周，因为钢材必须在冬天到来之前接受检查。",
	"ko": "시의회는 월요일에 겨울이 오기 전에 강철을 점검해야 하므로 낡은 다리를 두 주 동안 폐쇄한다고 밝혔다.",
	"th": "สภาเมืองตัดสินใจเมื่อวันจันทร์ว่าจะปิดสะพานเก่าเป็นเวลาสองสัปดาห์ เพราะต้องตรวจสอบเหล็กก่อนฤดูหนาว",
	"bg": "Общинският съвет реши в понеделник, че старият мост ще бъде затворен за две седмици, защото стоманата трябва да се провери преди зимата",
	"hr": "Vijeće je u ponedjeljak odlučilo da će stari most biti zatvoren dva tjedna jer se čelik mora provjeriti prije nego što ponovno dođe zima",
	"ca": "El consell va decidir dilluns que el pont vell estarà tancat durant dues setmanes perquè l'acer s'ha de revisar abans que torni l'hivern amb força",
	"lt": "Taryba pirmadienį nusprendė, kad senasis tiltas bus uždarytas dvi savaites, nes plienas turi būti patikrintas prieš tai, kai vėl ateis žiema",
}

func TestLanguageSamples(t *testing.T) {
	for want, text := range languageSamples {
		if got, sure := identify(text); got != want {
			t.Errorf("%s: %q (%.2f)", want, got, sure)
		}
	}
	for _, text := range []string{"", "12 34", "OK", "x y z"} {
		if got, _ := identify(text); got != "" {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// fundusFloor is the share of 25-word pieces of fundus-dev's gold texts that
// are named right, over all languages but Xhosa and Zulu, which have three pages.
const fundusFloor = .98

func TestLanguageFundus(t *testing.T) {
	root := os.Getenv("PITH_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	files, _ := filepath.Glob(filepath.Join(root, "fundus-dev", "ground-truth", "*.json"))
	if len(files) == 0 {
		t.Skip("corpus fundus-dev is not here: set PITH_CORPORA to the folder that holds it")
	}
	right, all := map[string]int{}, map[string]int{}
	sumRight, sum := 0, 0
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var g struct {
			Language string
			Text     string `json:"main_content"`
		}
		if err := json.Unmarshal(b, &g); err != nil {
			t.Fatal(err)
		}
		if g.Language == "xh" || g.Language == "zu" {
			continue
		}
		for _, piece := range pieces(g.Text) {
			all[g.Language]++
			sum++
			if got, _ := identify(piece); got == g.Language {
				right[g.Language]++
				sumRight++
			}
		}
	}
	for l, n := range all {
		t.Logf("%s %d/%d", l, right[l], n)
		if n >= 10 && float64(right[l]) < .9*float64(n) {
			t.Errorf("%s: %d of %d pieces", l, right[l], n)
		}
	}
	if float64(sumRight) < fundusFloor*float64(sum) {
		t.Errorf("%d of %d pieces right", sumRight, sum)
	}
}

// pieces cuts a text into 25 words, or 50 characters where it has no spaces.
func pieces(text string) (out []string) {
	w := strings.Fields(text)
	if len(w)*20 < len(text) {
		r := []rune(text)
		for i := 0; i+50 <= len(r); i += 50 {
			out = append(out, string(r[i:i+50]))
		}
		return out
	}
	for i := 0; i+25 <= len(w); i += 25 {
		out = append(out, strings.Join(w[i:i+25], " "))
	}
	return out
}
