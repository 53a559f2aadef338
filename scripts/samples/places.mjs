/** An invented district: it is on no map, its coordinates are in the desert, and its phone numbers are not assigned. */

export const district = { code: '990101', name: '云汀区' }

/** Streets and communities. Estates are the five grids of a community in order; the third of 槐树社区 is where the personas live. */
export const streets = [
  {
    name: '清河街道',
    phone: '0999-0001101',
    communities: [
      { name: '槐树社区', road: '槐树路', estates: ['清河家园', '槐荫小区', '槐树里', '老船厂宿舍', '书香苑'] },
      { name: '柳岸社区', road: '柳岸街', estates: ['柳岸花园', '望河里', '纺织大院', '河畔新居', '柳岸中学'] },
      { name: '书院社区', road: '书院巷', estates: ['书院一区', '书院二区', '文峰里', '师范宿舍', '翰林苑'] },
      { name: '石桥社区', road: '石桥南路', estates: ['石桥里', '双桥新村', '机械厂家属院', '桥东小区', '石桥批发市场'] },
    ],
  },
  {
    name: '梧桐街道',
    phone: '0999-0001102',
    communities: [
      { name: '梧桐里社区', road: '梧桐大道', estates: ['梧桐里', '凤栖苑', '长乐里', '铁路新村', '梧桐医院'] },
      { name: '东园社区', road: '东园路', estates: ['东园一村', '东园二村', '朝阳里', '电力小区', '东园科技楼'] },
      { name: '南井社区', road: '南井街', estates: ['南井胡同', '重阳里', '甜水园', '粮库大院', '南井家园'] },
      { name: '枫林社区', road: '枫林路', estates: ['枫林绿洲', '红叶里', '半山小区', '茶厂宿舍', '枫林安置区'] },
    ],
  },
]

/** Grids that are one institution instead of people's homes. */
export const dedicated = new Set(['柳岸中学', '石桥批发市场', '梧桐医院', '东园科技楼'])

/** Duty hours, `weekdays from–to`; grids take them in turn. The first is that of the third grid of 槐树社区. */
export const dutyPatterns = [
  [['12345', '8:30', '12:00'], ['12345', '14:00', '20:00'], ['6', '09:00', '12:00']],
  [['12345', '08:30', '12:00'], ['12345', '14:00', '18:00']],
  [['12345', '09:00', '12:30'], ['12345', '15:00', '20:30']],
  [['1234567', '08:00', '11:30'], ['12345', '14:30', '18:00']],
  [['123456', '08:30', '17:30']],
  [['12345', '08:30', '12:00'], ['12345', '14:00', '18:00'], ['7', '14:00', '17:00']],
]

/** Columns: code, name, kind, community (street/community index), its grids, secretary's code, place, hours, about. */
export const branches = [
  ['HS3', '槐树社区第三网格党支部', 'grid', [0, 0], [3], '槐树里 5 号楼一层党群服务点', '周一至周六 8:30–20:00', '管好一个网格的大小事，每月 15 日晚上听邻居说'],
  ['HSJM', '槐树里家门口党支部', 'estate', [0, 0], [2, 3, 4], '槐树里中心花园东侧小屋', '周一至周日 9:00–19:00', '楼门口就能找到人：量血压、代收材料、帮忙说和'],
  ['LA1', '柳岸社区第一网格党支部', 'grid', [0, 1], [1, 2], '柳岸花园 2 号楼底商', '周一至周五 8:30–18:00', '退休老师和楼栋长一起，管停车、管绿化'],
  ['SQXM', '石桥南路改造项目党支部', 'project', [0, 3], [1, 3, 4], '石桥南路施工围挡旁', '周一至周六 7:30–18:30', '修路期间的出行、噪声和扬尘，当天答复'],
  ['WTL', '梧桐里家门口党支部', 'estate', [1, 0], [1, 2, 3], '梧桐里北门岗亭', '周一至周日 9:00–18:00', '铁路退休职工多，谁家有难处先到这里说'],
  ['WTYY', '梧桐医院党支部', 'unit', [1, 0], [5], '梧桐医院门诊楼一层', '周一至周五 8:00–17:30', '医生护士到网格里坐诊，帮老人看化验单'],
  ['DYLH', '东园楼宇联合党支部', 'joint', [1, 1], [3, 4, 5], '东园科技楼 1 层大厅', '周一至周五 9:00–18:00', '几家小公司合在一起，给附近居民修电脑、讲防骗'],
  ['NJ2', '南井社区第二网格党支部', 'grid', [1, 2], [2, 3], '重阳里 1 号', '周一至周六 8:30–17:30', '老胡同的水电改造和老人助餐'],
]
