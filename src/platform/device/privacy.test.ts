import '../../testing/show'
import { device } from '../../testing/taro'
import { callPhone } from './call'
import { choosePhotos } from './media/media'

test('a call is made at once: no notice stands before 110 and 119', async () => {
  expect(await callPhone('119')).toMatchObject({ ok: true })
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '119' })
})

test('turning back, a refusal and a device that cannot are told apart, and none is thrown', async () => {
  const refusing = (errMsg: string) => {
    device.chooseMedia.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg })))
    return choosePhotos(1)
  }
  expect(await refusing('chooseMedia:fail cancel')).toMatchObject({ ok: false, problem: { code: 'cancelled' } })
  expect(await refusing('chooseMedia:fail auth deny')).toMatchObject({ ok: false, problem: { code: 'notAllowed' } })
  // Settings do not help against these two, so no button leads there.
  const notice = await refusing('chooseMedia:fail privacy permission is not authorized')
  expect(notice).toMatchObject({ ok: false, problem: { code: 'noticeRefused' } })
  expect(await refusing('chooseMedia:fail not supported')).toMatchObject({ ok: false, problem: { code: 'cannot' } })
})
