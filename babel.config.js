module.exports = {
  presets: [
    ['taro', { framework: 'react', ts: true, compiler: 'webpack5', targets: { ios: '13', chrome: '86' }, useBuiltIns: false, hot: false }],
  ],
}
