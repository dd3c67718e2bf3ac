(function () {
  var body = document.querySelector('#findings tbody'), rows = Array.prototype.slice.call(body.rows)
  document.getElementById('filter').addEventListener('input', function (e) {
    var want = e.target.value.toLowerCase()
    rows.forEach(function (r) { r.hidden = r.textContent.toLowerCase().indexOf(want) < 0 })
  })
  document.querySelectorAll('#findings thead th').forEach(function (h, i) {
    var up = false
    h.addEventListener('click', function () {
      up = !up
      rows.sort(function (a, b) {
        var x = a.cells[i].textContent, y = b.cells[i].textContent
        return (up ? 1 : -1) * x.localeCompare(y, undefined, { numeric: true })
      }).forEach(function (r) { body.appendChild(r) })
    })
  })
})()
