import { AskForHelp } from '../../../parts/ask-for-help'
import { Behalf } from '../../../parts/behalf'
import { Card } from '../../../ui/layout/card'
import { Field } from '../../../ui/input/field'
import { Stack } from '../../../ui/layout/stack'
import type { useStillUploading } from '../../../platform/sending/still-uploading'
import { addressOf, whereTo } from './booking-form'
import type { BookingInHand } from './use-booking'

interface FieldsProps {
  of: BookingInHand
  /** Text of the message that asks the grid member, in the resident's words. */
  say: string
  uploading: ReturnType<typeof useStillUploading>
}

/** Renders the fields: for whom, phone, address, notes. */
export function Fields({ of: { draft, errors, visit, phone }, say, uploading }: FieldsProps) {
  const { values } = draft
  const whenReached = visit === null ? '时间有变动时，工作人员打这个电话' : '上门的人找不到门时打这个电话'
  return (
    <>
      <AskForHelp say={say}>请网格员代我约</AskForHelp>
      <Card>
        <Stack gap={24}>
          <Behalf
            draft={{
              ...draft,
              // The address is that of whom it is for: what was typed for one is not the other's.
              set: (change) => draft.set({ ...change, ...(change.forOther !== undefined && { address: null }) }),
            }}
            errors={errors}
            onPerson={({ home }) => draft.set({ address: home === null ? null : addressOf(home) })}
            label="给谁约"
            other="替别人约"
            example="例如：我是王秀兰，同意女儿替我预约体检"
            uploading={uploading}
          />
          {visit !== null && (
            <Field
              key={values.forOther ? `other ${values.personId}` : 'me'}
              label="上门地址"
              help={values.forOther ? '替别人约，请写他住的地方，写到单元和门牌' : '请写到单元和门牌'}
              max={100}
              initial={whereTo(values, visit.address)}
              onText={(address) => draft.note({ address })}
              error={errors.address}
              placeholder="例如 槐树里 3 号楼 2 单元 401"
            />
          )}
          <Field
            label="联系电话"
            optional={!visit?.needsPhone}
            kind="phone"
            help={phone === null ? whenReached : `不填就用您登记的 ${phone}`}
            initial={values.phone}
            onText={(text) => draft.note({ phone: text })}
            error={errors.phone}
          />
          <Field
            label="要提前告诉工作人员的"
            optional
            long
            max={200}
            initial={values.note}
            onText={(note) => draft.note({ note })}
            error={errors.note}
            placeholder="例如 坐轮椅，需要人帮一下"
          />
        </Stack>
      </Card>
    </>
  )
}
