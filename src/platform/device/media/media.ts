import Taro from '@tarojs/taro'
import { clientProblem, failed, type Result } from '../../api/result'
import { attempt, withConsent } from '../privacy'

const noPhoto = clientProblem('cannot', '选的文件不是照片，请换一张')

/**
 * Lets the user choose up to `count` photos from the album or camera; returns paths on the device. A browser offers other files, too, and
 * leaves out those it cannot show.
 */
export async function choosePhotos(count: number, from: readonly ('album' | 'camera')[] = ['album', 'camera']): Promise<Result<string[]>> {
  const chosen = await withConsent(async () => {
    const { tempFiles } = await Taro.chooseMedia({ count, mediaType: ['image'], sourceType: [...from], sizeType: ['compressed'] })
    return tempFiles.map(({ tempFilePath }) => tempFilePath)
  })
  return chosen.ok && chosen.value.length === 0 ? failed(noPhoto) : chosen
}

/** Shows photos full screen, beginning with `current`. Takes absolute URLs. */
export const previewPhotos = (urls: string[], current: string) => attempt(() => Taro.previewImage({ urls, current }))
