// The tokens of styles/base.css as antd names them.
import type { ThemeConfig } from 'antd';

const SANS = '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif';

export const theme: ThemeConfig = {
  cssVar: { key: 'xz' },
  hashed: false,
  token: {
    colorPrimary: '#1d4f91', colorInfo: '#1d4f91', colorLink: '#1d4f91', colorSuccess: '#17663a', colorError: '#a3211a',
    colorWarning: '#b87a00', colorWarningText: '#7a4b00', colorText: '#1b2733', colorTextSecondary: '#475563',
    colorTextTertiary: '#5d6b78', colorTextPlaceholder: '#5d6b78', colorTextDisabled: '#5d6b78', colorTextHeading: '#1b2733',
    colorBorder: '#7b8894', colorBorderSecondary: '#dbe1e7', colorSplit: '#dbe1e7', colorBgLayout: '#f3f5f7',
    colorFillAlter: '#f8fafb', controlItemBgActive: '#e8f0fa', controlItemBgHover: '#eef2f6', borderRadius: 4, borderRadiusLG: 4,
    controlHeight: 32, controlHeightSM: 26, controlHeightLG: 40, fontSize: 14, fontSizeSM: 12, fontSizeLG: 16, fontSizeXL: 20,
    lineHeight: 22 / 14, lineWidthFocus: 3, sizeUnit: 4, boxShadowTertiary: 'none', motion: false, fontFamily: SANS,
  },
};
