export default definePageConfig({ navigationBarTitleText: '居民消息', disableScroll: true })
