/** Invented people to sign in as in a demonstration. Staff are bound by real invitation codes, residents by their homes' building codes. */
export const personas = [
  { key: 'resident', openid: 'demo-resident', name: '赵女士', what: '居民，住槐树里 3 号楼', homes: ['B0023'] },
  { key: 'resident2', openid: 'demo-resident2', name: '周先生', what: '居民，住柳岸花园 2 号楼', homes: ['B0052'] },
  { key: 'elder', openid: 'demo-elder', name: '王秀兰', what: '老人，住槐树里 6 号楼', homes: ['B0026'] },
  { key: 'gridMember', openid: 'demo-grid-member', name: '李明', what: '网格员，槐树社区第 3 网格', staffCode: 'W003' },
  { key: 'deputy', openid: 'demo-deputy', name: '王芳', what: '副网格员，槐树社区第 3 网格', staffCode: 'D002' },
  { key: 'gridMember2', openid: 'demo-grid-member2', what: '网格员，柳岸社区第 1 网格', staffCode: 'W006' },
  { key: 'branchSecretary', openid: 'demo-secretary', what: '党支部书记，槐树里家门口党支部', staffCode: 'S02' },
  { key: 'secretary2', openid: 'demo-secretary2', what: '党支部书记，槐树社区第三网格党支部', staffCode: 'S01' },
  { key: 'mediator', openid: 'demo-mediator', what: '调解员，清河街道', staffCode: 'Z03' },
  { key: 'handler', openid: 'demo-handler', what: '部门经办人，区城市管理局', staffCode: 'H01' },
  { key: 'unitHead', openid: 'demo-unit-head', what: '单位负责人，区城市管理局', staffCode: 'K01' },
  { key: 'dispatcher', openid: 'demo-dispatcher', what: '受理员，清河街道', staffCode: 'P01' },
  { key: 'streetAdmin', openid: 'demo-street-admin', what: '街道管理员，清河街道', staffCode: 'A01' },
  { key: 'supervisor', openid: 'demo-supervisor', what: '监督员，云汀区', staffCode: 'V01' },
  { key: 'platformAdmin', openid: 'demo-platform-admin', what: '平台管理员，云汀区', staffCode: 'G01' },
]
