package classify

// functionWordLists are words that carry grammar rather than a topic, the most
// frequent ones of a language: prose has many of them, menus and lists have few.
// Which language a word belongs to does not matter, so words that are nouns in
// another language of the list are left out.
var functionWordLists = []string{
	// English
	`the of and to in a is that for it was on are with as be this by have from or had not but what all were when we there
	 can an your which their said if will each about how up out them then she many some so these would other into has her
	 two like him see could no make than been its who now my made over did only may after where most our you they he his
	 because more any also just even such very should being does while those through before between both during under`,
	// German
	`der die das und ist von den mit sich des auf für nicht ein dem eine auch es an werden aus er hat dass sie nach bei
	 einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch kann gegen vom schon
	 wenn sein wurde diese dieser wir ich ihre unter wird sehr worden seine ihr mich uns hatte dann`,
	// French
	`le la les de des du un une et est en que qui dans pour pas sur au ce il par plus ne se sont avec cette son sa ses mais
	 comme ont été aux nous vous leur elle cela était sans même tout peut fait ces entre aussi après encore dont ils être`,
	// Spanish
	`el los las del por con una para como más pero sus al lo se su que es en y entre cuando muy sin sobre también hasta hay
	 donde desde todo nos durante uno ni contra otros ese eso había ante ellos fue esta este son ha han está era porque`,
	// Italian
	`il lo gli di che è per non una sono con si da come anche più ma del della dei delle nel nella alla al dal questo questa
	 stato essere ha hanno suo sua loro dopo ancora tra fra così quando perché cui degli sul sulla`,
	// Portuguese
	`o os as do da dos das um uma em não com por mais como mas foi ao ele das à seu sua ou ser quando muito nos já está eu
	 também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram`,
	// Dutch
	`het een van ik te dat die in is niet op hij zijn er maar om hem dan zou wat mijn men dit zo door over ze zich bij ook tot
	 je mij uit der daar haar naar heb hoe heeft hebben deze u want nog zal me zij nu ge geen omdat iets worden toch al waren
	 veel meer doen toen moet ben zonder kan hun dus alles onder ja eens hier wie werd altijd doch wordt wezen kunnen ons zelf`,
	// Nordic
	`och att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när eller nu under
	 også ikke til af er der på med han et at men var jeg hun fra ved som vil kunne blev efter være havde deres hvor meget
	 ja ei on se että hän oli mutta ovat kun niin myös sen tai joka mitä hänen olla`,
	// Polish, Czech, Slovak, South Slavic
	`w na z do się nie jest to że po jak od za przez ale był dla już tak co czy tylko ten lub oraz które który jego może są
	 je se že si by ve ze pro jako ale jsou bylo jeho která který ani nebo až už tak sa aj ako však boli čo
	 i u da su za od kao koji je bio ne će iz bi ali što samo kako nije sve ili više`,
	// Romanian, Hungarian, Turkish, Greek
	`și în de la cu nu pe din care este mai un pentru să au fost că sau ce după prin dar lui fi va ca
	 a az és hogy nem is egy meg csak ez volt már még de mint el ha van azt vagy után lehet között
	 ve bir bu için ile da de olarak çok daha en gibi kadar sonra ama olan ne ki var göre o ya
	 και το να του η της με που την από για είναι οι τα στο θα σε των δεν ότι μια στην τον ένα ως`,
	// Russian, Ukrainian, Bulgarian
	`в и не на что он с как это по но они к у из за от же так о вы его до для или был бы ее мы было если при их была только
	 уже еще когда все чтобы также і та що з до це від як за але є про або вже його які у після бути
	 на да се от са по ще които като при или през бе той след може`,
	// Indonesian, Vietnamese
	`yang dan di ini untuk dengan dari itu pada adalah dalam tidak akan juga telah oleh sebagai karena bisa ada lebih mereka
	 và của là có cho không trong được một với các những này đã người khi để từ đến cũng nhiều ra`,
	// Arabic, Persian, Hebrew, Hindi
	`في من على إلى أن عن مع هذا هذه التي الذي كان لا ما قد بعد كما بين أو ذلك وقد ولا لم ثم
	 و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شده
	 של את על לא זה הוא עם כי גם אני היא יש כל אבל או אם מה היה
	 के में की है और से का को पर यह ने भी कि हैं था इस एक नहीं कर जो`,
}
