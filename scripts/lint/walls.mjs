// The rooms of the cloud and which may import which; eslint.config.mjs turns these lists into rules, walls.test.ts checks one violation of
// each kind.

/** Rooms of the cloud, lowest first: a room imports lower ones only. `platform` is below them all and imports none. */
export const cloudRooms = [
  'notifications',
  'files',
  'grids',
  'account',
  'organisations',
  'services',
  'branches',
  'clocks',
  'messages',
  'dispatch',
  'requests',
  'queue',
  'bookings',
  'openings',
  'notices',
  'counter',
  'whistles',
  'ratings',
  'duty',
  'underway',
  'operate',
  'import',
]

/** Test support and tools: they may import any room, and no room may import them. */
const tools = ['testing', 'bench', 'faults', 'citus', 'wechat-stand-in', 'demo']
export const cloudTests = ['cloud/**/*.test.ts', 'cloud/**/testing/**', ...tools.map((tool) => `cloud/${tool}/**`)]

const at = (room) => `./cloud/${room}`

/** Zones of `import-x/no-restricted-paths`, for production files of the cloud. */
export const cloudZones = [
  {
    target: at('platform'),
    from: [...cloudRooms, ...tools].map(at),
    message: 'The platform knows no room: let rooms register what it needs in cloud/rooms.ts.',
  },
  ...cloudRooms.map((room, n) => ({
    target: at(room),
    from: cloudRooms.slice(n + 1).map(at),
    message: `A room imports lower rooms only (scripts/lint/walls.mjs): ${room} stands below this one. Move what both need down, or the command up.`,
  })),
  ...cloudRooms.map((room) => ({
    target: at(room),
    from: [...tools.map(at), ...cloudRooms.map((other) => `./cloud/${other}/testing`)],
    message: 'Production code imports no test support.',
  })),
].filter(({ from }) => from.length > 0)

/**
 * Returns what a production file of one room may not import by value from another: anything but its door (api.ts). Types may come from
 * anywhere.
 */
export const doorsOf = (room) => [
  {
    regex: `^(\\.\\./)+(${cloudRooms.filter((other) => other !== room).join('|')})/(?!api$)`,
    message: 'Another room is entered by its door, <room>/api.ts: export there what you need (only types may be imported past it).',
    allowTypeImports: true,
  },
]
