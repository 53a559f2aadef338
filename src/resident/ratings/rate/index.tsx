import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { errorsOf } from '../../../platform/sending/forms'
import { back, backTo, useParams } from '../../../platform/navigation/navigate'
import { useRead, useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { moment } from '../../../ui/format'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { checkedRating, noAnswers, seemsBad, wrongIn } from '../../../parts/rating-form'
import { RatingQuestions } from '../../../parts/rating-questions'

/** Renders 好差评: three separate questions. A bad answer says beforehand that somebody else will redo the work. */
export default function Rate() {
  const { id } = useParams('id')
  const request = useRead('GET /v1/requests/{id}', { params: { id } }, { when: id !== '' })
  const rate = useSend('POST /v1/requests/{id}/ratings', ['GET /v1/requests', 'GET /v1/inbox'])
  const { draft, errors, setErrors } = useErrors(useDraft(`ratings.${id}`, noAnswers), wrongIn)
  const bad = seemsBad(draft.values)

  const submit = async () => {
    const now = draft.now()
    const checked = checkedRating(now)
    setErrors(wrongIn(now))
    if (!checked.ok) return
    const result = await rate.send({ params: { id }, body: checked.value })
    if (!isDone(result)) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    await backTo('requests/detail', { id })
  }

  return (
    <Screen
      of={request}
      shape="form"
      bar={(r) =>
        open(r) && (
          <Button kind="primary" busy={rate.sending} onTap={submit}>
            {bad ? '提交，请换人重办' : '提交评价'}
          </Button>
        )
      }
    >
      {(r) =>
        open(r) ? (
          <>
            <Stack gap={4}>
              <Words size={20} bold heading>
                {r.title}
              </Words>
              <Words size={15} tone="second">
                {r.rateBy && `${moment(r.rateBy)} 前可以评；不评就记作“未评”，不会当作满意。`}
              </Words>
            </Stack>
            <Card>
              <Stack gap={24}>
                <RatingQuestions
                  draft={draft}
                  errors={errors}
                  then={r.anonymous ? '我们会换一个人重新办理，不把这些告诉他' : '我们会换一个人重新办理，并把这些告诉他'}
                  more="还想说的"
                />
              </Stack>
            </Card>
            <Words size={15} tone="second">
              原来办理的人看不到您评了什么，只知道这件事{bad ? '转给了别人' : '已经办结'}。
              {bad ? '提交后这件事会重新打开，由别人来办。' : ''}
              {r.anonymous ? '' : '接着办的人、本网格团队、受理员和监督员能看到您的评价。'}
            </Words>
            {rate.problem && (
              <Announce urgent seen>
                {rate.problem.detail}
              </Announce>
            )}
          </>
        ) : (
          <Empty
            icon="star"
            title={r.rating ? '这一次办理您已经评过了' : '现在还不能评'}
            text={r.next}
            action={{ text: '返回', onTap: back }}
          />
        )
      }
    </Screen>
  )
}

const open = (r: RequestDetail) => r.rateBy !== null && r.rating === null && r.as.includes('requester') && !r.as.includes('filer')
