/** The style sheet of printed pages: A4, black on white, large enough to be read on a wall or a table. */
export const printStyle = `
@page { size: A4; margin: 14mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 190mm; padding: 6mm; color: #000; background: #fff; font: 11pt/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 20pt; margin: 0 0 2mm; }
h2 { font-size: 14pt; margin: 6mm 0 2mm; break-after: avoid; }
p { margin: 0 0 2mm; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 0.3mm solid #000; padding: 1.5mm 2mm; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.tick { width: 14mm; }
.time { white-space: nowrap; }
.off { text-decoration: line-through; }
.small { font-size: 9pt; }
.poster { text-align: center; }
.poster h1 { font-size: 34pt; }
.poster .big { font-size: 26pt; font-weight: 700; margin: 6mm 0; }
.poster svg { width: 110mm; height: 110mm; }
.poster ol { display: inline-block; margin: 6mm auto; padding-left: 10mm; text-align: left; font-size: 18pt; }
button { min-height: 44px; padding: 2mm 6mm; font: inherit; }
@media print { .screen { display: none; } body { padding: 0; } }
`

/** The script of the print button, the only script of the page. */
export const printScript = `document.getElementById('print').addEventListener('click', () => window.print())`
