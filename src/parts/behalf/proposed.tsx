import type { Message } from '@doorstep/contract/messages'
import { kindNames } from '@doorstep/contract/requests/words'
import { useRead } from '../../platform/api/query'
import { Words } from '../../ui/display/words'

/** Renders what the proposer chose and answered beforehand, so that nobody confirms what they have not seen. */
export function Proposed({ proposal }: { proposal: Message['proposal'] }) {
  const categories = useRead('GET /v1/categories', {})
  const category = categories.value?.rows.find(({ code }) => code === proposal?.categoryCode)
  if (!proposal || !category) return null
  const asked = (proposal.answers ?? []).flatMap(({ code, value }) => {
    const question = category.questions.find((one) => one.code === code)
    return question ? [{ code, text: `${question.ask}：${typeof value === 'string' ? value : value.join('、')}` }] : []
  })
  return (
    <>
      <Words size={15} tone="second">
        {[category.name, proposal.kind && kindNames[proposal.kind]].filter(Boolean).join(' · ')}
      </Words>
      {asked.map(({ code, text }) => (
        <Words key={code} size={15} tone="second" asWritten>
          {text}
        </Words>
      ))}
    </>
  )
}
