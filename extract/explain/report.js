(function () {
  var blocks = Array.prototype.slice.call(document.querySelectorAll('main details')), at = -1
  function show(what) {
    blocks.forEach(function (b) { b.hidden = what !== 'all' && !b.classList.contains(what) && (b.dataset.role !== what || b.classList.contains('keep')) })
    document.querySelectorAll('nav button').forEach(function (b) { b.setAttribute('aria-pressed', String(b.dataset.show === what)) })
  }
  function go(i) {
    if (i < 0 || i >= blocks.length) return
    if (at >= 0) blocks[at].classList.remove('here')
    at = i
    blocks[at].classList.add('here')
    blocks[at].scrollIntoView({ block: 'center' })
  }
  function step(d) {
    for (var i = at + d; i >= 0 && i < blocks.length; i += d) if (!blocks[i].hidden) return go(i)
  }
  document.querySelectorAll('nav button').forEach(function (b) { b.addEventListener('click', function () { show(b.dataset.show) }) })
  document.querySelectorAll('#strip rect').forEach(function (r) {
    r.addEventListener('click', function () { show('all'); go(blocks.indexOf(document.getElementById(r.dataset.to))) })
  })
  // A link to #drop, #keep or #related opens the page filtered.
  if (location.hash.length > 1 && !/^#b\d/.test(location.hash)) show(location.hash.slice(1))
  document.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey) return
    var act = { j: function () { step(1) }, k: function () { step(-1) }, o: function () { if (at >= 0) blocks[at].open = !blocks[at].open },
      a: function () { show('all') }, x: function () { show('keep') }, d: function () { show('drop') } }[e.key]
    if (act) { act(); e.preventDefault() }
  })
})()
