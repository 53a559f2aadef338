import { faultText, inOrder } from '../source/fault'
import { fileNames } from '../source/files'
import {
  edited,
  faultsIn,
  sampleFiles,
  type TextFiles,
  textOf,
  withCells,
  withoutRows,
  withRings,
  withRow,
  withShapes,
} from '../source/test-files'

const cells = (file: string, row: number, values: Record<string, string>) => withCells(sampleFiles, file, row, values)
const areas = (row: number, values: Record<string, string>) => cells('areas.csv', row, values)
const duty = (row: number, values: Record<string, string>) => cells('duty.csv', row, values)
const buildings = (row: number, values: Record<string, string>) => cells('buildings.csv', row, values)
const staff = (row: number, values: Record<string, string>) => cells('staff.csv', row, values)
const roles = (row: number, values: Record<string, string>) => cells('roles.csv', row, values)
const teams = (row: number, values: Record<string, string>) => cells('teams.csv', row, values)
const questions = (row: number, values: Record<string, string>) => cells('questions.csv', row, values)
const rowOf = (file: string, start: string) =>
  textOf(sampleFiles, file)
    .split('\n')
    .findIndex((line) => line.startsWith(start)) + 1
const venues = (row: number, values: Record<string, string>) => cells('venues.csv', row, values)
const services = (code: string, values: Record<string, string>) => cells('services.csv', rowOf('services.csv', `${code},`), values)
const openings = (start: string, values: Record<string, string>) => cells('openings.csv', rowOf('openings.csv', start), values)
const exceptions = (start: string, values: Record<string, string>) => cells('exceptions.csv', rowOf('exceptions.csv', start), values)
const serviceAt = (code: string) => rowOf('services.csv', `${code},`)
const openingAt = (start: string) => rowOf('openings.csv', start)
const exceptionAt = (start: string) => rowOf('exceptions.csv', start)
const property = (name: string, value: unknown) =>
  withShapes(sampleFiles, ({ features }) => {
    const first = features[0]
    if (first) first.properties[name] = value
  })
type Corners = (readonly [number, number] | undefined)[]
/** Changes the ring of the first grid. */
const withRing = (change: (ring: Corners) => Corners) =>
  withRings(sampleFiles, 1, ([ring = []]) => [change(ring).flatMap((corner) => (corner === undefined ? [] : [[corner[0], corner[1]]]))])
const swapped = withShapes(sampleFiles, ({ features }) => {
  for (const { geometry } of features)
    geometry.coordinates = (geometry.coordinates as [number, number][][]).map((ring) => ring.map(([x, y]) => [y, x]))
})
const projected = withShapes(sampleFiles, ({ features }) => {
  for (const { geometry } of features)
    geometry.coordinates = (geometry.coordinates as [number, number][][]).map((ring) => ring.map(([x, y]) => [x * 111_320, y * 110_574]))
})

const without = (file: string): TextFiles => Object.fromEntries(Object.entries(sampleFiles).filter(([name]) => name !== file))

test('the sample district is right', async () => {
  expect(await faultsIn(sampleFiles)).toEqual([])
})

const [w003, secretary, handler] = [
  rowOf('staff.csv', 'W003'),
  rowOf('roles.csv', 'S01,branchSecretary'),
  rowOf('roles.csv', 'H01,handler'),
]

test.each<[rule: string, files: TextFiles, at: [file: string, row: number | null, column: string | null], says: RegExp]>([
  ['a missing file', { ...sampleFiles, 'duty.csv': '' }, ['duty.csv', null, null], /空的/],
  [
    'an unknown column',
    edited(sampleFiles, 'staff.csv', (text) => text.replace('phone', 'mobile')),
    ['staff.csv', 1, 'mobile'],
    /没有这一列/,
  ],
  [
    'a missing column',
    edited(sampleFiles, 'staff.csv', (text) => text.replace('phone', 'mobile')),
    ['staff.csv', 1, 'phone'],
    /缺少这一列/,
  ],
  [
    'a row with a comma too many',
    withRow(sampleFiles, 'staff.csv', 'X01,甲,乙,19900000999,'),
    ['staff.csv', rowOf('staff.csv', 'K01') + 1, null],
    /双引号/,
  ],
  ['an unclosed quote', withRow(sampleFiles, 'staff.csv', 'X01,"甲,19900000999,'), ['staff.csv', null, null], /双引号/],
  ['a duplicate code', staff(w003, { code: 'D002' }), ['staff.csv', w003 + 1, 'code'], /重复/],
  ['an empty name', staff(w003, { name: '' }), ['staff.csv', w003, 'name'], /1 到 20 个字/],
  ['a name that turns the reading order', staff(w003, { name: '李明\u202E' }), ['staff.csv', w003, 'name'], /写在一行里/],
  ['a grid’s name of two lines', property('name', '第 1\n网格'), ['grids.geojson', 1, 'name'], /写在一行里/],
  ['a wrong phone', staff(w003, { phone: '12' }), ['staff.csv', w003, 'phone'], /电话号码/],
  ['a number Excel turned into 1.99E+10', staff(w003, { phone: '1.99E+10' }), ['staff.csv', w003, 'phone'], /Excel/],
  ['an unknown department', staff(w003, { department_code: 'nowhere' }), ['staff.csv', w003, 'department_code'], /departments\.csv/],

  ['an area code of a wrong length', areas(5, { code: '9901010010010' }), ['areas.csv', 5, 'code'], /6、9、12 或 15 位/],
  ['a code that does not fit its kind', areas(5, { kind: 'community' }), ['areas.csv', 5, 'code'], /应当是 12 位/],
  ['an unknown kind', areas(5, { kind: 'village' }), ['areas.csv', 5, 'kind'], /grid（网格）/],
  ['a parent that is no prefix', areas(5, { parent: '990101001002' }), ['areas.csv', 5, 'parent'], /990101001001/],
  [
    'a parent that is not there',
    withoutRows(sampleFiles, 'areas.csv', (line) => line.includes('槐树社区')),
    ['areas.csv', 4, 'parent'],
    /不在本文件里/,
  ],
  ['two districts', withRow(sampleFiles, 'areas.csv', '990102,district,别的区,,'), ['areas.csv', 53, 'kind'], /一个区/],
  ['a night phone that is none', areas(4, { night_phone: '12' }), ['areas.csv', 4, 'night_phone'], /可以空着，填的话应当是电话号码/],
  ['no district', areas(2, { kind: 'street' }), ['areas.csv', null, 'kind'], /district/],
  [
    'a grid without a polygon',
    withRow(sampleFiles, 'areas.csv', '990101001001009,grid,第 9 网格,990101001001,'),
    ['areas.csv', 53, 'code'],
    /没有边界/,
  ],

  ['an unknown grid in duty', duty(2, { grid_code: '990101001001099' }), ['duty.csv', 2, 'grid_code'], /grids\.geojson/],
  ['an eighth weekday', duty(2, { weekday: '8' }), ['duty.csv', 2, 'weekday'], /1 到 7/],
  ['a time that is none', duty(2, { from: '25:00' }), ['duty.csv', 2, 'from'], /08:30/],
  ['duty that ends as it begins', duty(2, { to: '08:30' }), ['duty.csv', 2, 'to'], /不同/],
  [
    'duty hours that overlap',
    duty(rowOf('duty.csv', '990101001001003,1,14:00'), { from: '11:00' }),
    ['duty.csv', rowOf('duty.csv', '990101001001003,1,14:00'), 'from'],
    /重叠/,
  ],

  ['a building outside its grid', buildings(2, { lng: '83.504800' }), ['buildings.csv', 2, 'lng + lat'], /990101001001/],
  ['a building nowhere', buildings(2, { lng: '100.1' }), ['buildings.csv', 2, 'lng + lat'], /不在任何网格里/],
  ['coordinates swapped', buildings(2, { lng: '38.906427', lat: '83.501044' }), ['buildings.csv', 2, 'lng'], /GCJ-02 经度/],
  ['metres for degrees', buildings(2, { lat: '4309000' }), ['buildings.csv', 2, 'lat'], /GCJ-02 纬度/],
  ['a unit named twice', buildings(2, { units: '1 单元|1 单元' }), ['buildings.csv', 2, 'units'], /不重复/],
  [
    'two buildings nobody can tell apart',
    buildings(3, { name: '清河家园 1 号楼', address: '清河街道槐树路 12 号' }),
    ['buildings.csv', 3, 'name'],
    /分不清/,
  ],

  ['an unknown staff code in roles', roles(2, { staff_code: 'X99' }), ['roles.csv', 2, 'staff_code'], /staff\.csv/],
  ['an unknown role', roles(2, { role: 'mayor' }), ['roles.csv', 2, 'role'], /gridMember（网格员）/],
  ['an unknown area in roles', roles(2, { area_code: '990101009' }), ['roles.csv', 2, 'area_code'], /areas\.csv/],
  ['a secretary without a branch', roles(secretary, { branch_code: '' }), ['roles.csv', secretary, 'branch_code'], /哪个党支部/],
  ['a secretary of an unknown branch', roles(secretary, { branch_code: 'NO' }), ['roles.csv', secretary, 'branch_code'], /branches\.csv/],
  ['a branch for somebody else', roles(2, { branch_code: 'HS3' }), ['roles.csv', 2, 'branch_code'], /只有党支部书记/],
  [
    'a handler without a department',
    staff(rowOf('staff.csv', 'H01'), { department_code: '' }),
    ['roles.csv', handler, 'staff_code'],
    /部门/,
  ],

  [
    'a team without a grid member',
    withoutRows(sampleFiles, 'teams.csv', (line) => line.startsWith('990101001001001,W001')),
    ['teams.csv', null, 'place'],
    /没有网格员/,
  ],
  ['two grid members', teams(3, { place: '0' }), ['teams.csv', 3, 'place'], /只能有一位/],
  ['a stranger in a team', teams(3, { staff_code: 'X99' }), ['teams.csv', 3, 'staff_code'], /staff\.csv/],
  ['a team member without the role', teams(3, { staff_code: 'D004' }), ['teams.csv', 3, 'staff_code'], /gridTeam（网格团队）/],

  [
    'an unknown grid of a branch',
    edited(sampleFiles, 'branches.csv', (text) => text.replace('990101001001003,', '990101001001088,')),
    ['branches.csv', 2, 'grid_codes'],
    /grids\.geojson/,
  ],
  [
    'an unknown kind of request',
    edited(sampleFiles, 'categories.csv', (text) => text.replace('help|complaint', 'help|rumour')),
    ['categories.csv', 5, 'kinds'],
    /help（求助）/,
  ],
  [
    'a duration without a unit',
    edited(sampleFiles, 'categories.csv', (text) => text.replace('2 hour,24 hour', '2,24 hour')),
    ['categories.csv', 5, 'acceptance'],
    /workingDay/,
  ],
  [
    'an emergency phone that is none',
    edited(sampleFiles, 'categories.csv', (text) => text.replace('火警：119', '火警：1')),
    ['categories.csv', 2, 'emergency'],
    /火警：119/,
  ],
  [
    'a word of an emergency that only bars another',
    edited(sampleFiles, 'emergencies.csv', (text) => text.replace(/ -/, '|-')),
    ['emergencies.csv', 2, 'words'],
    /前面没有 -/,
  ],
  [
    'a question of an unknown category',
    questions(2, { category_code: 'nothing' }),
    ['questions.csv', 2, 'category_code'],
    /categories\.csv/,
  ],
  ['a choice without options', questions(2, { options: '', stop_at: '' }), ['questions.csv', 2, 'options'], /两个选项/],
  ['options where there is no choice', questions(3, { options: '一|二' }), ['questions.csv', 3, 'options'], /没有选项/],
  ['a stop at no option', questions(2, { stop_at: '或许' }), ['questions.csv', 2, 'stop_at'], /options/],

  ['services without their hours', without('openings.csv'), ['openings.csv', null, null], /要么都有/],
  ['a venue in an unknown area', venues(2, { area_code: '990101009' }), ['venues.csv', 2, 'area_code'], /areas\.csv/],
  ['a venue of an unknown branch', venues(2, { branch_code: 'NO' }), ['venues.csv', 2, 'branch_code'], /branches\.csv/],
  ['hours that are none', venues(2, { hours: '周一到周五' }), ['venues.csv', 2, 'hours'], /1-5 08:30-12:00/],
  ['a service nowhere', services('HS-LAW', { venue_code: 'NO' }), ['services.csv', serviceAt('HS-LAW'), 'venue_code'], /venues\.csv/],
  ['a service of an unknown group', services('HS-LAW', { group: 'fun' }), ['services.csv', serviceAt('HS-LAW'), 'group'], /legal（法律）/],
  [
    'a professional nobody knows',
    services('HS-LAW', { staff_code: 'X99' }),
    ['services.csv', serviceAt('HS-LAW'), 'staff_code'],
    /staff\.csv/,
  ],
  ['a professional not named', services('HS-LAW', { staff_code: '' }), ['services.csv', serviceAt('HS-LAW'), 'staff_code'], /哪一位/],
  ['a branch not named', services('HUT-TALK', { branch_code: '' }), ['services.csv', serviceAt('HUT-TALK'), 'branch_code'], /哪个党支部/],
  [
    'a professional of a centre’s service',
    services('HS-ROOM', { staff_code: 'Z03' }),
    ['services.csv', serviceAt('HS-ROOM'), 'staff_code'],
    /只有驻点专业人员/,
  ],
  ['a queue of two letters', services('HS-LAW', { queue: 'AB' }), ['services.csv', serviceAt('HS-LAW'), 'queue'], /大写字母/],
  [
    'a yes for what needs no booking',
    services('HS-PAPERS', { approval_hours: '8' }),
    ['services.csv', serviceAt('HS-PAPERS'), 'approval_hours'],
    /不用预约/,
  ],
  [
    'a minimum without its hours',
    services('HS-CRAFT', { minimum_hours: '' }),
    ['services.csv', serviceAt('HS-CRAFT'), 'minimum_hours'],
    /要么都填/,
  ],
  [
    'a minimum at home',
    services('LA-BATH', { minimum_people: '2', minimum_hours: '2' }),
    ['services.csv', serviceAt('LA-BATH'), 'minimum_people'],
    /预约到场/,
  ],
  [
    'walk-in places at home',
    services('LA-BATH', { walk_in_percent: '30' }),
    ['services.csv', serviceAt('LA-BATH'), 'walk_in_percent'],
    /没有现场名额/,
  ],
  [
    'hours shorter than a slot',
    openings('HS-LAW,', { to: '14:05' }),
    ['openings.csv', openingAt('HS-LAW,'), 'to'],
    /比一个时段（\d+ 分钟）还短/,
  ],
  [
    'a day with hours shorter than a slot',
    exceptions('QH-SOCIAL,2026-12-26,09:00', { to: '09:10' }),
    ['exceptions.csv', exceptionAt('QH-SOCIAL,2026-12-26,09:00'), 'to'],
    /排不出时段/,
  ],
  [
    'more people than there are places',
    services('HS-CRAFT', { minimum_people: '500' }),
    ['services.csv', serviceAt('HS-CRAFT'), 'minimum_people'],
    /只有 \d+ 个名额，凑不够/,
  ],
  [
    'one professional in two places at once',
    openings('LA-DOCTOR,1,09:00', { weekday: '2', from: '15:00', to: '17:00' }),
    ['services.csv', serviceAt('LA-DOCTOR'), 'staff_code'],
    /周二 15:00 与第 \d+ 行的 社区医生坐诊 撞了时间/,
  ],
  [
    'one professional in two places on one day',
    withRow(sampleFiles, 'exceptions.csv', 'LA-DOCTOR,2026-12-01,14:00,15:00,1,补诊'),
    ['services.csv', serviceAt('LA-DOCTOR'), 'staff_code'],
    /2026-12-01 14:00/,
  ],
  [
    'hours of an unknown service',
    openings('HS-LAW,', { service_code: 'NO' }),
    ['openings.csv', openingAt('HS-LAW,'), 'service_code'],
    /services\.csv/,
  ],
  ['hours that run backwards', openings('HS-LAW,', { to: '09:00' }), ['openings.csv', openingAt('HS-LAW,'), 'to'], /晚于开始/],
  [
    'hours that overlap',
    openings('HS-BENEFIT,1,14:00', { from: '11:00' }),
    ['openings.csv', openingAt('HS-BENEFIT,1,14:00'), 'from'],
    /与第 \d+ 行的 08:30–11:30 重叠/,
  ],
  [
    'days that run backwards',
    openings('LA-AFTERCLASS,1,16:30', { until_day: '2026-08-31' }),
    ['openings.csv', openingAt('LA-AFTERCLASS,1,16:30'), 'until_day'],
    /from_day/,
  ],
  ['a day that is none', exceptions('HS-LAW,', { day: '2026-02-30' }), ['exceptions.csv', exceptionAt('HS-LAW,'), 'day'], /2026-10-01/],
  ['places on a closed day', exceptions('HS-LAW,', { capacity: '2' }), ['exceptions.csv', exceptionAt('HS-LAW,'), 'capacity'], /空着/],
  [
    'a day with hours but no places',
    exceptions('QH-SOCIAL,2026-12-26,09:00', { capacity: '' }),
    ['exceptions.csv', exceptionAt('QH-SOCIAL,2026-12-26,09:00'), 'capacity'],
    /名额/,
  ],
  [
    'a day both closed and open',
    withRow(sampleFiles, 'exceptions.csv', 'HS-LAW,2026-12-09,09:00,10:00,1,律师出庭'),
    ['exceptions.csv', textOf(sampleFiles, 'exceptions.csv').split('\n').length, 'from'],
    /要么停办/,
  ],
  [
    'two reasons for one day',
    exceptions('QH-SOCIAL,2026-12-26,13:30', { reason: '加班' }),
    ['exceptions.csv', exceptionAt('QH-SOCIAL,2026-12-26,13:30'), 'reason'],
    /年末加开窗口/,
  ],

  [
    'polygons without a datum',
    withShapes(sampleFiles, (collection) => delete collection.datum),
    ['grids.geojson', null, 'datum'],
    /to-gcj02/,
  ],
  ['WGS-84', withShapes(sampleFiles, (collection) => (collection.datum = 'WGS-84')), ['grids.geojson', null, 'datum'], /GCJ-02/],
  ['a crs', withShapes(sampleFiles, (collection) => (collection.crs = { type: 'name' })), ['grids.geojson', null, 'datum'], /不带 crs/],
  ['latitude before longitude', swapped, ['grids.geojson', null, 'coordinates'], /写反了/],
  ['projected metres', projected, ['grids.geojson', null, 'coordinates'], /不是投影后的米/],
  ['no JSON', edited(sampleFiles, 'grids.geojson', (text) => text.slice(0, -3)), ['grids.geojson', null, null], /不是 JSON/],
  ['a grid twice', property('code', '990101001001002'), ['grids.geojson', 2, 'code'], /与第 1 个网格重复/],
  ['a grid that is no area', property('code', '990101001001077'), ['grids.geojson', 1, 'code'], /areas\.csv/],
  ['a name that differs', property('name', '第 9 网格'), ['grids.geojson', 1, 'name'], /areas\.csv 第 5 行/],
  ['no supervision phone', property('supervision_phone', ''), ['grids.geojson', 1, 'supervision_phone'], /电话/],
  [
    'a line for a polygon',
    withShapes(sampleFiles, ({ features }) => features[0] && (features[0].geometry.type = 'LineString')),
    ['grids.geojson', 1, 'geometry'],
    /MultiPolygon/,
  ],
  ['an open ring', withRing((ring) => ring.slice(0, -1)), ['grids.geojson', 1, 'coordinates'], /闭合/],
  ['a hole', withRings(sampleFiles, 1, ([ring = []]) => [ring, ring]), ['grids.geojson', 1, 'coordinates'], /洞/],
  [
    'a ring that crosses itself',
    withRing(([a, b, c, d, e, f, g, ...rest]) => [a, g, c, d, e, f, b, ...rest]),
    ['grids.geojson', 1, 'coordinates'],
    /与自己相交/,
  ],
  ['a spike', withRing(([a, b, ...rest]) => [a, b, [83.4, 38.8], b, ...rest]), ['grids.geojson', 1, 'coordinates'], /与自己相交/],
  ['a ring without area', withRing(([a, b]) => [a, b, a, a]), ['grids.geojson', 1, 'coordinates'], /没有面积/],
  ['a point abroad', withRing(([a, , ...rest]) => [a, [10, 38.9], ...rest]), ['grids.geojson', 1, 'coordinates'], /中国境内/],
  [
    'two grids that overlap',
    withRings(sampleFiles, 2, (rings) => rings.map((ring) => ring.map(([lng, lat]) => [lng, lat - 0.0005]))),
    ['grids.geojson', 2, 'coordinates'],
    /与第 1 个网格 990101001001001（第 1 网格）重叠：约 \d+ 平方米，在 83\.50\d+,38\.90\d+ 附近/,
  ],
])('%s is refused, with file, row and column', async (_rule, files, [file, row, column], says) => {
  const faults = await faultsIn(files)
  expect(faults).toContainEqual(expect.objectContaining({ file, row, column, wanted: expect.stringMatching(says) as string }))
})

test('a file that is not there is named', async () => {
  const others = Object.fromEntries(Object.entries(sampleFiles).filter(([file]) => file !== 'teams.csv'))
  expect(await faultsIn(others)).toEqual([{ file: 'teams.csv', row: null, column: null, found: '', wanted: '文件夹里缺少这个文件' }])
})

test('a slip in one code is reported once, not again wherever the code is used', async () => {
  const faults = await faultsIn(staff(w003, { phone: '12' }))
  expect(faults.map(({ file, row, column }) => [file, row, column])).toEqual([['staff.csv', w003, 'phone']])
})

test('all faults of all files are told at once, in the order of the files', async () => {
  const files = withCells(withCells(staff(w003, { phone: '12' }), 'duty.csv', 3, { weekday: '0' }), 'duty.csv', 2, { from: 'x' })
  const faults = inOrder(await faultsIn(files), fileNames)
  expect(faults.map(faultText)).toEqual([
    'duty.csv 第 2 行「from」：写的是“x”；应当是时刻，例如 08:30',
    'duty.csv 第 3 行「weekday」：写的是“0”；应当是 1 到 7 的整数',
    `staff.csv 第 ${w003} 行「phone」：写的是“12”；应当是电话号码，例如 13800000000 或 0999-0001234`,
  ])
})

test('hours of one weekday may follow one another, or hold in other months', async () => {
  const files = withRow(openings('HS-LAW,', { to: '15:00' }), 'openings.csv', 'HS-LAW,3,15:00,24:00,1,2027/3/1,')
  expect(await faultsIn(files)).toEqual([])
})

test('a folder may say nothing of services', async () => {
  const files = ['venues.csv', 'services.csv', 'openings.csv', 'exceptions.csv'].reduce(
    (rest, file) => Object.fromEntries(Object.entries(rest).filter(([name]) => name !== file)),
    sampleFiles,
  )
  expect(await faultsIn(files)).toEqual([])
})

test('words may be written in Chinese, times without their zero, and blank lines left at the end', async () => {
  const files = edited(
    edited(roles(2, { role: '网格团队' }), 'categories.csv', (text) =>
      text.replace('2 hour,24 hour', ['2 小时', '1 个工作日'].join(',')).replace('help|complaint', '求助|投诉'),
    ),
    'duty.csv',
    (text) => `${text.replace(',08:30,', ',8:30,')},,,\n\n`,
  )
  expect(await faultsIn(files)).toEqual([])
})

test('an emergency phone may be written with either colon', async () => {
  const files = edited(sampleFiles, 'categories.csv', (text) => text.replace('火警\uFF1A119', ['火警', '119'].join(':')))
  expect(textOf(files, 'categories.csv')).toMatch(/火警：119\|[^]*火警\uFF1A119\|/)
  expect(await faultsIn(files)).toEqual([])
})
