(function () {
  var table = document.querySelector('table.sortable'), box = document.getElementById('filter'), shown = document.getElementById('shown')
  if (!table) return
  var slice = function (list) { return Array.prototype.slice.call(list) }
  var body = table.tBodies[0], rows = slice(body.rows), heads = slice(table.tHead.rows[0].cells)
  var texts = rows.map(function (r) { return r.textContent.toLowerCase() })
  function filter() {
    var n = 0, want = box.value.toLowerCase().trim()
    var words = want.charAt(0) === '=' ? [] : want.split(/\s+/)
    rows.forEach(function (r, i) {
      var fits = words.length ? words.every(function (w) { return texts[i].indexOf(w) >= 0 }) :
        slice(r.cells).some(function (c) { return c.textContent.toLowerCase() === want.slice(1) })
      r.hidden = !fits
      if (fits) n++
    })
    shown.textContent = n + ' of ' + rows.length
  }
  function sort(column, down) {
    heads.forEach(function (h, i) {
      if (i === column) h.setAttribute('aria-sort', down ? 'descending' : 'ascending')
      else h.removeAttribute('aria-sort')
    })
    var order = rows.map(function (r, i) { return { i: i, key: r.cells[column].dataset.key || r.cells[column].textContent } })
    order.sort(function (a, b) { return (down ? -1 : 1) * a.key.localeCompare(b.key, 'en', { numeric: true }) || a.i - b.i })
    order.forEach(function (o) { body.appendChild(rows[o.i]) })
  }
  function read() {
    var at = new URLSearchParams(location.hash.slice(1)), by = parseInt(at.get('sort'), 10)
    box.value = at.get('q') || ''
    filter()
    if (heads[Math.abs(by) - 1]) sort(Math.abs(by) - 1, by < 0)
  }
  function write(key, value) {
    var at = new URLSearchParams(location.hash.slice(1))
    if (value) at.set(key, value)
    else at.delete(key)
    history.replaceState(null, '', '#' + at)
  }
  box.addEventListener('input', function () { write('q', box.value); filter() })
  heads.forEach(function (h, i) {
    h.firstChild.addEventListener('click', function () {
      var down = h.getAttribute('aria-sort') === 'ascending'
      write('sort', String(down ? -i - 1 : i + 1))
      sort(i, down)
    })
  })
  window.addEventListener('hashchange', read)
  read()
})()
