// `node -r ./scripts/need-node.cjs <program>` says in words that this Node is too old, instead of whatever breaks first on it.
// Written so that any Node can read it. 20.19 is the first that lets a package require an ES module, as @fastify/static does.
'use strict'

var oldest = [20, 19]
var here = process.versions.node.split('.').map(Number)

var words = 'Doorstep needs Node ' + oldest.join('.') + ' or newer, and this is ' + process.versions.node + '.'

if (here[0] < oldest[0] || (here[0] === oldest[0] && here[1] < oldest[1])) {
  console.error(words + ' Install Node 26: https://nodejs.org')
  process.exit(1)
}
