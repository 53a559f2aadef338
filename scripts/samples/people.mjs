const surnames = Array.from('赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方俞任袁柳鲍史唐费岑薛雷贺倪汤滕罗毕郝安常乐于傅')
const given = [
  '建国', '秀英', '志强', '桂兰', '海涛', '丽华', '文博', '晓燕', '国庆', '玉梅', '立新', '春霞', '永康', '雪梅', '卫东', '红梅', '振华', '淑珍',
  '明远', '小兰', '俊杰', '爱华', '德福', '美玲', '长青', '凤英', '思源', '佳慧', '学文', '素芬', '大勇', '雅琴', '光明', '月娥', '成林', '翠花',
]

/** Returns a generator of invented people, no name twice; their phone numbers begin with 1990000, which is not assigned to anybody. */
export function peopleFrom(random) {
  const used = new Set()
  let last = 0
  return (fixed) => {
    let name = fixed
    while (name === undefined || (fixed === undefined && used.has(name))) {
      name = surnames[Math.floor(random() * surnames.length)] + given[Math.floor(random() * given.length)]
    }
    used.add(name)
    last += 1
    return { name, phone: `1990000${String(last).padStart(4, '0')}` }
  }
}
