import Taro from '@tarojs/taro'
import { attempt, withConsent } from './privacy'

/** Lets the user choose up to `count` photos from the album or camera; returns paths on the device. */
export const choosePhotos = (count: number, from: readonly ('album' | 'camera')[] = ['album', 'camera']) =>
  withConsent(async () => {
    const { tempFiles } = await Taro.chooseMedia({ count, mediaType: ['image'], sourceType: [...from], sizeType: ['compressed'] })
    return tempFiles.map(({ tempFilePath }) => tempFilePath)
  })

/** Shows photos full screen, beginning with `current`. Takes absolute URLs. */
export const previewPhotos = (urls: string[], current: string) => attempt(() => Taro.previewImage({ urls, current }))
