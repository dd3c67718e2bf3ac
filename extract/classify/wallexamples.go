package classify

// wallExamples are, for each kind, a page that is of it and one that must not be
// taken for it: an article on the same matter.
var wallExamples = map[Kind][2]string{
	DirectoryIndex: {`<title>Index of /pub</title><h1>Index of /pub</h1><pre><a href="../">Parent Directory</a> <a href="a.zip">a.zip</a> <a href="b.zip">b.zip</a></pre>`,
		`<title>An index of ropes</title><h1>An index of ropes</h1><p>The index lists every rope that the harbour has bought since the year of the flood, with its length and maker.</p>`},
	BotWall: {`<title>Just a moment...</title><h1>Verify you are human</h1><p>quay.example needs to review the security of your connection.</p>`,
		`<title>Robots at the quay</title><h1>Robots at the quay</h1><p>Four robots have carried crates at the north quay since March. They do not tire, says the harbour master.</p>`},
	ScriptShell: {`<title>Quay</title><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>`,
		`<title>Learning JavaScript</title><h1>Learning JavaScript</h1><p>Most people learn it by changing a page that someone else wrote, and by wondering why it has stopped working.</p>`},
	Redirect: {`<title>Redirecting…</title><meta http-equiv="refresh" content="0; url=https://quay.example/new"><p>You are being redirected.</p>`,
		`<title>The museum has moved</title><h1>The museum has moved</h1><p>The museum of ropes has moved into the old customs house, where it opens its doors on Sunday with a show of knots.</p>`},
	ParkedDomain: {`<title>quay.example</title><h1>quay.example is for sale</h1><p>Buy this domain.</p>`,
		`<title>Domain of seaside town sold</title><h1>Domain of seaside town sold</h1><p>The town has bought back its own domain for forty thousand, ending a quarrel of ten years with an investor.</p>`},
	LoginWall: {`<title>Log in</title><h1>Please log in</h1><p>Username</p><p>Password <input type="password"></p><p>Forgot your password?</p>`,
		`<title>Lost passwords</title><h1>Lost passwords</h1><p>Whoever loses a password at the harbour calls Mrs Lehmann, who has set them anew for eleven years and likes it best before nine.</p>`},
	ErrorPage: {`<title>Page not found</title><h1>404</h1><p>Sorry, the page you are looking for does not exist.</p>`,
		`<title>Lost at sea</title><h1>Lost at sea</h1><p>The two sailors who had not been found by Sunday walked into a police station on Monday and asked for tea.</p>`},
	ConsentWall: {`<title>Quay Post</title><h2>We value your privacy</h2><p>We and our 214 partners store and access information on a device, such as cookies.</p><button>Accept all</button><button>Reject all</button>`,
		`<title>Oat cookies</title><h1>Oat cookies</h1><p>Mix the oats with the butter and the sugar until the dough holds together, and leave it in the cold for an hour before you bake it.</p>`},
	Paywall: {`<title>The last ferry</title><h1>The last ferry</h1><p>The pier was empty when the boat came in.</p><h2>Subscribe to continue reading</h2><p>Already a subscriber? <a href="/l">Sign in</a></p>`,
		`<title>Paper gains subscribers</title><h1>Paper gains subscribers</h1><p>The harbour's paper now has twelve thousand subscribers, twice as many as three years ago, its editor said on Thursday.</p>`},
	SearchResults: {`<title>Search results for rope</title><h1>Search results for “rope”</h1><p>4 results found</p><ul><li><a href="/1">Rope, hemp</a></li><li><a href="/2">Rope, flax</a></li><li><a href="/3">Rope walk</a></li><li><a href="/4">Tow</a></li></ul>`,
		`<title>The search for a rope</title><h1>The search for a rope</h1><p>For eleven days the town searched its lofts for the rope that had tied up the first ferry, and found it under the stage.</p>`},
	Listing: {`<title>News</title><ul><li><a href="/1">The old mill will turn again before harvest</a></li><li><a href="/2">A new road past the village school</a></li><li><a href="/3">Three swans are back on the pond</a></li>` +
		`<li><a href="/4">The choir sings in church on Sunday</a></li><li><a href="/5">The harvest was the best for years</a></li><li><a href="/6">Council to lock the harbour gates</a></li><li><a href="/7">Ferry will leave ten minutes earlier</a></li>` +
		`<li><a href="/8">Two new cranes at the north quay</a></li><li><a href="/9">The lighthouse is painted red again</a></li><li><a href="/10">Rope prices climb to a new high</a></li><li><a href="/11">Museum moves to the customs house</a></li>` +
		`<li><a href="/12">Sailors lost at sea ask for tea</a></li><li><a href="/13">Town buys back its own domain name</a></li></ul>`,
		`<title>Thirteen headlines</title><h1>Thirteen headlines</h1><p>The paper's first number had thirteen headlines, and the editor wrote them all on a Saturday night, on the back of a bill for ink.</p>`},
}

// Example returns a page of the kind and an article that must not be taken for it.
func (k Kind) Example() (hit, miss string) {
	e := wallExamples[k]
	return e[0], e[1]
}
