import type { Report } from '../source/fault'
import { questionsFile } from '../source/files'
import type { Files } from '../source/folder'
import { checkReferences } from './references'

export function checkCategories({ categories, questions, departments, dispatch, areas }: Files, report: Report): void {
  checkReferences(categories, 'department_code', departments.codes, '部门代码不在 departments.csv 里', report)
  checkReferences(questions, 'category_code', categories.codes, '分类代码不在 categories.csv 里', report)
  if (dispatch !== null) {
    checkReferences(dispatch, 'category_code', categories.codes, '分类代码不在 categories.csv 里', report)
    checkReferences(dispatch, 'area_code', areas.codes, '区域代码不在 areas.csv 里', report)
    checkReferences(dispatch, 'unit_code', departments.codes, '单位代码不在 departments.csv 里', report)
    checkReferences(dispatch, 'joining', departments.codes, '单位代码不在 departments.csv 里', report)
  }
  for (const { row, type, options, stop_at: stopAt } of questions.rows) {
    const wrong = (column: string, found: string, wanted: string) => report({ file: questionsFile.file, row, column, found, wanted })
    const choices = type === 'singlevaluelist' || type === 'multivaluelist'
    if (choices && options.length < 2) wrong('options', options.join('|'), '单选和多选至少要有两个选项，用 | 分开')
    if (!choices && options.length > 0) wrong('options', options.join('|'), `${type} 没有选项，这一格空着`)
    if (stopAt !== null && !options.includes(stopAt)) wrong('stop_at', stopAt, '应当是 options 里的一项；选了它就停下填表，改打电话')
  }
}
