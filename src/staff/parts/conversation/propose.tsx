import { ScrollView, View } from '@tarojs/components'
import type { RequestKind } from '@doorstep/contract/requests/case'
import type { Category } from '@doorstep/contract/requests/views'
import { kindNames } from '@doorstep/contract/requests/words'
import { answerErrors, answersOf, Questions, type Answers } from '../../../parts/questions'
import chat from '../../../parts/conversation/chat.module.css'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { newId } from '../../../platform/api/ids'
import { useRead, useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { cx } from '../../../ui/cx'
import { Choice } from '../../../ui/input/choice'
import { StaffField } from '../fields/staff-field'
import { PickerRow } from '../../../ui/input/picker-row'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

export interface Proposed {
  seqs: readonly number[]
  text: string
}

interface Draft extends Record<string, unknown> {
  text: string
  categoryCode: string
  clientId: string
  kind: RequestKind | ''
  answers: Answers
}

function missingIn({ text, categoryCode, kind, answers }: Draft, offered: readonly Category[]): FieldErrors {
  const chosen = offered.find(({ code }) => code === categoryCode)
  return {
    ...(categoryCode === '' && { categoryCode: '请选一个类别' }),
    ...(text.trim() === '' && { text: '请写明要办的事' }),
    ...(chosen && chosen.kinds.length > 1 && kind === '' && { kind: '请选一个' }),
    ...(chosen && answerErrors(chosen, answers)),
  }
}

/** Renders the form that proposes a request made of messages, which the resident confirms or ignores. */
export function Propose({ conversationId, of: { seqs, text }, done }: { conversationId: string; of: Proposed; done: () => void }) {
  const categories = useRead('GET /v1/categories', {})
  const propose = useSend('POST /v1/conversations/{id}/proposals', ['GET /v1/conversations', 'GET /v1/staff/inbox'])
  const kept = useDraft<Draft>(`messages.proposal.${conversationId}.${seqs.join('-')}`, {
    text,
    categoryCode: '',
    clientId: newId(),
    kind: '',
    answers: {},
  })
  // A 举报 is never made of messages: the team has read them and would know the informant.
  const offered = (categories.value?.rows ?? [])
    .map((category) => ({ ...category, kinds: category.kinds.filter((kind) => kind !== 'report') }))
    .filter(({ emergency, kinds }) => !emergency && kinds.length > 0)
  const { draft, errors, setErrors } = useErrors(kept, (now) => missingIn(now, offered))
  const chosen = offered.find(({ code }) => code === draft.values.categoryCode)

  const submit = async () => {
    const { text: words, categoryCode, clientId, kind, answers } = draft.now()
    const missing = missingIn(draft.now(), offered)
    setErrors(missing)
    if (Object.keys(missing).length > 0) return
    const [only] = chosen?.kinds ?? []
    const body = { clientId, seqs: [...seqs], categoryCode, text: words, kind: kind === '' ? only : kind, answers: answersOf(answers) }
    const result = await propose.send({ params: { id: conversationId }, body })
    if (!isDone(result)) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    done()
  }
  return (
    <View className={chat.fill}>
      <ScrollView className={cx(chat.panel, chat.form)} scrollY>
        <Stack gap={16}>
          <Stack gap={4}>
            <Words size={20} bold heading>
              建议转为诉求
            </Words>
            <Words size={15} tone="second">
              选了 {seqs.length}{' '}
              条消息，里面的照片和语音会一起带上。请把要回答的先替他问好，他点一下确认就提交。发出后，以前发的、他还没确认的就不能再提交了。
            </Words>
          </Stack>
          <PickerRow
            label="类别"
            value={chosen?.name}
            options={offered.map(({ name }) => name)}
            onPick={(index) => draft.set({ categoryCode: offered[index]?.code ?? '', kind: '', answers: {} })}
            error={errors.categoryCode ?? categories.problem?.detail}
          />
          {chosen && chosen.kinds.length > 1 && (
            <Choice
              label="他想要"
              options={chosen.kinds.map((kind) => ({ value: kind, label: kindNames[kind] }))}
              value={draft.values.kind === '' ? undefined : draft.values.kind}
              onChange={(kind) => draft.set({ kind })}
              error={errors.kind}
            />
          )}
          {chosen && (
            <Questions
              questions={chosen.questions}
              answers={draft.values.answers}
              errors={errors}
              change={(answers) => draft.set({ answers })}
              note={(answers) => draft.note({ answers })}
              now={() => draft.now().answers}
            />
          )}
          <StaffField
            readBy="resident"
            label="要办的事"
            help="写明在哪里、什么事，居民会看到并可以修改"
            long
            max={2000}
            initial={draft.values.text}
            onText={(words) => draft.note({ text: words })}
            error={errors.text ?? errors.seqs}
          />
          {propose.problem && (
            <Announce urgent seen>
              {propose.problem.detail}
            </Announce>
          )}
          <Stack across>
            <Button onTap={done}>返回对话</Button>
            <Button kind="primary" busy={propose.sending} onTap={submit}>
              发给居民确认
            </Button>
          </Stack>
        </Stack>
      </ScrollView>
    </View>
  )
}
