-- 转其他渠道: where a request went that the law gives to another road (12345, 信访, court, police …); null: nowhere.
alter table request add column transferred_to text;
