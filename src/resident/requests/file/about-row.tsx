import { kindNames } from '@doorstep/contract/requests/words'
import { isOffline, type Problem } from '../../../platform/api/result'
import type { Draft } from '../../../platform/sending/drafts'
import type { FieldErrors } from '../../../platform/sending/forms'
import { useElder, useRoomForIcons } from '../../../platform/device/elder'
import { Questions } from '../../../parts/questions'
import { Icon } from '../../../ui/display/icon'
import { ListRow } from '../../../ui/display/list-row'
import { Words } from '../../../ui/display/words'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { inCategory, isSecret, kindOf, type Filing } from './filing'
import type { CategoryOfForm } from './use-category'

interface AboutRowProps {
  draft: Draft<Filing>
  about: CategoryOfForm
  /** What was written, as far as a suggestion goes by it. */
  words: string
  errors: FieldErrors
  /** Why the categories are not there. */
  unread: Problem | undefined
  change: () => void
}

/** Returns what to say while nobody knows which category it is. */
function unknown(words: string, waiting: boolean, problem: Problem | undefined) {
  if (waiting) return '正在认是哪一类'
  if (problem && isOffline(problem)) return '没有网络，认不出来，请您选一个'
  return words === '' ? '写几句就能认出来，也可以自己选' : '没认出来，请您选一个'
}

/**
 * Renders that a category has to be chosen while none is known, and what the known one asks: the kind, and its own questions. Its name
 * stands above the button that sends.
 */
export function AboutRow({ draft, about: { category, guessed, gone, waiting, problem }, words, errors, unread, change }: AboutRowProps) {
  const { elder } = useElder()
  const roomy = useRoomForIcons()
  const { values } = draft
  const isGone = '原来选的那一类现在没有了'
  const asks = category && !category.emergency && category.questions.length > 0
  if (category && !gone && category.kinds.length <= 1 && !asks && !isSecret(values, category)) return null
  /** Whoever answers what a suggestion asks has agreed to it: later words do not change it any more. */
  const agree = (to: { code: string }) => inCategory(draft.now(), to.code)
  return (
    <Card>
      <Stack gap={16}>
        {!category && (
          <ListRow
            lead={roomy && <Icon name="document" />}
            title="是哪类事"
            quiet
            line={gone ? isGone : unknown(words, waiting, problem ?? unread)}
            end={
              <Button kind="quiet" small label="选一个，是哪类事" onTap={change}>
                选一个
              </Button>
            }
          />
        )}
        {category && gone && <Words tone="second">{isGone}</Words>}
        {category && isSecret(values, category) && (
          <Words size={15}>举报会替您保密：办理的人看不到您的姓名、电话和住处。地点请选事情发生的那栋楼。</Words>
        )}
        {category && category.kinds.length > 1 && (
          <Choice
            label="您想要"
            across={!elder}
            options={category.kinds.map((kind) => ({ value: kind, label: kindNames[kind] }))}
            value={kindOf(values, category)}
            onChange={(kind) => draft.set({ ...agree(category), kind })}
          />
        )}
        {asks && (
          <Questions
            key={category.code}
            questions={category.questions}
            answers={values.answers}
            errors={errors}
            change={(answers) => draft.set({ ...agree(category), answers })}
            // Typed text is only noted; but the first of a suggestion agrees to it, and that is drawn.
            note={(answers) => (guessed ? draft.set({ ...agree(category), answers }) : draft.note({ answers }))}
            now={() => draft.now().answers}
          />
        )}
      </Stack>
    </Card>
  )
}
