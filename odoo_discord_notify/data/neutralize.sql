-- A copy must not post: its webhooks forget their URLs, and what waits stays unsent.
-- URLs from the environment are out of reach here: the sender itself checks.
UPDATE discord_webhook
   SET url_secret = NULL;

UPDATE discord_notification
   SET state = 'canceled',
       failure_type = 'silenced',
       failure_reason = 'Canceled: this database was neutralized.'
 WHERE state IN ('outgoing', 'resting', 'in_doubt');
