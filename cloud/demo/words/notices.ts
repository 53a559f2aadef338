/** Notices of the demo: who writes and who approves, for whom. */
export interface NoticeWords {
  writer: string
  reviewer: string
  branchCode: string
  audience: readonly string[]
  /** Days before today, and the time, at which it is written. */
  written: readonly [daysAgo: number, time: string]
  title: string
  text: string
  photo?: 'yard' | 'road'
  /** What becomes of it; published when left out. */
  becomes?: 'draft' | 'review' | 'returned' | 'withdrawn'
}

const community = '990101001001'

export const notices: readonly NoticeWords[] = [
  {
    writer: 'S01',
    reviewer: 'S02',
    branchCode: 'HS3',
    audience: [community],
    written: [6, '09:00'],
    title: '家门口议事会：楼道粉刷怎么排',
    text: '周六上午九点半在社区议事厅，商量 1 至 8 号楼的粉刷顺序和颜色。每个单元至少来一位，来不了的可以把意见发给网格员。',
    photo: 'yard',
  },
  {
    writer: 'S02',
    reviewer: 'S01',
    branchCode: 'HSJM',
    audience: [community],
    written: [5, '10:20'],
    title: '小屋本周的免费服务',
    text: '每天上午九点量血压、测血糖；周四下午老年手机课堂；周日上午义务维修小家电。都可以在“服务”里预约，也可以直接来。',
  },
  {
    writer: 'S01',
    reviewer: 'S02',
    branchCode: 'HS3',
    audience: ['990101001001003'],
    written: [3, '09:30'],
    title: '2 号楼至 4 号楼下周检修水箱',
    text: '下周二上午八点到十二点清洗水箱，请提前接水；恢复后先放一会儿再用。家里有老人不便接水的，告诉网格员，我们送上门。',
  },
  {
    writer: 'J01',
    reviewer: 'S01',
    branchCode: 'HSJM',
    audience: [community],
    written: [2, '14:10'],
    title: '谨防冒充社区的收费电话',
    text: '社区和网格员不会打电话要银行卡号、验证码，也不上门收现金。接到这样的电话请先挂断，再给网格员打电话核实。',
  },
  {
    writer: 'S03',
    reviewer: 'J02',
    branchCode: 'LA1',
    audience: ['990101001002'],
    written: [2, '16:00'],
    title: '柳岸花园停车位重新划线',
    text: '周四、周五晚上分两段划线，请按门岗提示把车停到河边临时车位。划线后每户一个固定位，访客位限停两小时。',
    photo: 'road',
  },
  {
    writer: 'S02',
    reviewer: 'S01',
    branchCode: 'HSJM',
    audience: [community],
    written: [1, '10:00'],
    title: '邻里互助名单更新了',
    text: '会修电器、会理发、能陪诊的邻居又多了九位，名单在小屋门口。想加入的，来小屋登记一下名字和擅长的事。',
  },
  {
    writer: 'S01',
    reviewer: 'S02',
    branchCode: 'HS3',
    audience: [community],
    written: [4, '11:00'],
    title: '周五下午停水检修',
    text: '周五下午两点到五点检修主管道，请提前接水。',
    becomes: 'withdrawn',
  },
  {
    writer: 'S02',
    reviewer: 'S01',
    branchCode: 'HSJM',
    audience: [community],
    written: [1, '15:30'],
    title: '周末义务理发报名',
    text: '理发师志愿者周日下午来小屋，先到先剪，行动不便的老人可以约上门。',
    becomes: 'review',
  },
  {
    writer: 'S01',
    reviewer: 'S02',
    branchCode: 'HS3',
    audience: [community],
    written: [1, '16:30'],
    title: '睡前用电用气提醒',
    text: '睡前检查一遍插座和灶具；电动车请到车棚充电；楼道里不要堆放纸箱。',
    becomes: 'returned',
  },
  {
    writer: 'S01',
    reviewer: 'S02',
    branchCode: 'HS3',
    audience: ['990101001001003'],
    written: [1, '17:20'],
    title: '网格听音日记录',
    text: '这个月听音日收到 14 条意见，已经办好 11 条，其余 3 条在排期。',
    becomes: 'draft',
  },
]
