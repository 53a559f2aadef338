/** A resident of the demo: how they are called, which building they live in, and whether they said that they are 60 or older. */
interface ResidentWords {
  /** Short name by which episodes call them; the personas of samples/personas.json keep theirs. */
  key: string
  name: string
  buildingCode: string
  unit?: string
  room?: string
  elder?: true
}

const living = (buildingCode: string, ...people: readonly (readonly [key: string, name: string, room: string, elder?: 'elder'])[]) =>
  people.map(([key, name, room, elder]): ResidentWords => ({
    key,
    name,
    buildingCode,
    // A courtyard house has one entrance.
    ...(buildingCode !== 'B0305' && { unit: `${(Number(room.at(-1)) % 2) + 1} 单元` }),
    room,
    ...(elder && { elder: true }),
  }))

/** The residents, in the order in which they join; the first three are the personas. */
export const residents: readonly ResidentWords[] = [
  { key: 'resident', name: '赵女士', buildingCode: 'B0023', unit: '2 单元', room: '402' },
  { key: 'resident2', name: '周先生', buildingCode: 'B0052', unit: '1 单元', room: '1102' },
  { key: 'elder', name: '王秀兰', buildingCode: 'B0026', unit: '1 单元', room: '201', elder: true },
  ...living('B0021', ['ding', '丁师傅', '302'], ['geng', '耿淑芳', '101', 'elder'], ['qiu', '邱先生', '501']),
  ...living('B0022', ['mei', '梅女士', '203'], ['shao', '邵玉珍', '102', 'elder'], ['kang', '康先生', '604']),
  ...living('B0023', ['xia', '夏女士', '301'], ['long', '龙师傅', '502'], ['ruan', '阮奶奶', '101', 'elder']),
  ...living('B0024', ['wan', '万先生', '202'], ['bai', '白女士', '402']),
  ...living('B0025', ['tian', '田大爷', '103', 'elder'], ['nie', '聂女士', '305'], ['pan', '潘晓东', '601']),
  ...living('B0026', ['cui', '崔女士', '402'], ['zou', '邹师傅', '303']),
  ...living('B0027', ['lei', '雷雨桐', '204'], ['hou', '侯桂芝', '101', 'elder'], ['meng', '孟先生', '503']),
  ...living('B0028', ['qiao', '乔女士', '302'], ['dai', '戴老师', '404']),
  ...living('B0001', ['xiong', '熊先生', '201'], ['ji', '纪女士', '402'], ['shu', '舒阿姨', '102', 'elder']),
  ...living('B0003', ['qu', '屈先生', '303'], ['xiang', '项女士', '504']),
  ...living('B0012', ['zhu', '祝女士', '301'], ['dong', '董建民', '102', 'elder'], ['liang', '梁先生', '603']),
  ...living('B0014', ['du', '杜女士', '402'], ['ruanwen', '阮文斌', '201']),
  ...living('B0016', ['lan', '蓝女士', '303'], ['min', '闵先生', '104']),
  ...living('B0032', ['jia', '贾女士', '302'], ['lu', '路师傅', '201'], ['jiang', '江敏', '504']),
  ...living('B0035', ['tong', '童先生', '402'], ['yan', '颜女士', '203']),
  ...living('B0042', ['guo', '郭女士', '302'], ['mei2', '梅先生', '501'], ['sheng', '盛阿姨', '103', 'elder']),
  ...living('B0052', ['lin', '林女士', '602'], ['diao', '刁先生', '303']),
  ...living('B0054', ['zhong', '钟女士', '401'], ['xu', '徐桂荣', '102', 'elder']),
  ...living('B0057', ['qiu2', '裘先生', '502'], ['gao', '高女士', '204']),
  ...living('B0062', ['cai', '蔡女士', '301'], ['tian2', '田先生', '502']),
  ...living('B0105', ['fu', '傅女士', '402'], ['sha', '沙先生', '201']),
  ...living('B0155', ['wu', '伍女士', '303'], ['yu', '喻大爷', '101', 'elder']),
  ...living('B0203', ['hong', '洪女士', '302'], ['zuo', '左先生', '501']),
  ...living('B0305', ['shi', '石女士', '202'], ['cui2', '崔大妈', '102', 'elder']),
]
