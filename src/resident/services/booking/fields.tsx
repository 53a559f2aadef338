import { useState } from 'react'
import { Button } from '../../../ui/input/button'
import { Field } from '../../../ui/input/field'
import { Stack } from '../../../ui/layout/stack'
import { whereTo } from './booking-form'
import type { BookingInHand } from './use-booking'

/** Renders what else is asked: an address and a phone where a visit needs them; the rest unfolds at a tap. */
export function Fields({ of: { draft, errors, visit, phone } }: { of: BookingInHand }) {
  const { values } = draft
  const [open, setOpen] = useState(values.note !== '' || values.phone !== '')
  const needsPhone = visit?.needsPhone === true
  const whenReached = visit === null ? '时间有变动时，工作人员打这个电话' : '上门的人找不到门时打这个电话'
  const wrong = errors.note !== undefined || errors.phone !== undefined
  const more = open || wrong
  return (
    <Stack gap={16}>
      {visit !== null && (
        <Field
          key={values.forOther ? `other ${values.personId}` : `me ${values.asOrganisation}`}
          label="上门地址"
          help={values.forOther ? '替别人约，请写他住的地方，写到单元和门牌' : '请写到单元和门牌'}
          max={100}
          initial={whereTo(values, visit.address)}
          onText={(address) => draft.note({ address })}
          error={errors.address}
          placeholder="例如 槐树里 3 号楼 2 单元 401"
        />
      )}
      {(more || needsPhone) && (
        <Field
          label="联系电话"
          optional={!needsPhone}
          kind="phone"
          help={phone === null ? whenReached : `不填就用您登记的 ${phone}`}
          initial={values.phone}
          onText={(text) => draft.note({ phone: text })}
          error={errors.phone}
        />
      )}
      {more ? (
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
      ) : (
        <Button kind="quiet" block onTap={() => setOpen(true)}>
          {needsPhone ? '有话提前告诉工作人员' : '有话提前告诉工作人员，或换个电话'}
        </Button>
      )}
    </Stack>
  )
}
