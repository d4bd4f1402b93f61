"""Set the clock of a database: what was told within a minute, over its fourteen days.

The data stay what the product wrote; only instants, durations and Discord's ids become
those of every other run on the same day.
"""

NOTIFIED = """
UPDATE discord_notification notification
   SET create_date = instant,
       sent_date = CASE WHEN state = 'sent' THEN instant + interval '1 second' END
  FROM (VALUES {rows}) happened (model, record_id, event, instant)
 WHERE res_model = model AND res_id = record_id AND notification.event = happened.event
"""
SYNCHRONIZED = """
UPDATE discord_notification
   SET create_date = '{at}', sent_date = '{at}'::timestamp + interval '1 second'
 WHERE sync_log_id IS NOT NULL;
UPDATE discord_sync_log
   SET date_start = '{at}', date_end = '{at}'::timestamp + interval '2 seconds'
"""
RECORDS = """
UPDATE {table} record SET create_date = notification.create_date
  FROM discord_notification notification
 WHERE res_model = '{model}' AND res_id = record.id AND event = 'created'
"""
WORDS = """
UPDATE discord_notification
   SET content = regexp_replace(content, '{hour}', to_char(create_date, '{format}')),
       values = regexp_replace(
           values::text, '{hour}', to_char(create_date, '{format}'))::jsonb,
       discord_message_id = 1442107350000000000 + id
 WHERE content IS NOT NULL OR values IS NOT NULL
"""
DELIVERIES = """
UPDATE discord_delivery delivery
   SET create_date = instant + number * interval '2 seconds',
       duration_ms = 92 + (37 * number + 17 * first_id) % 80
  FROM (SELECT delivery_id, min(create_date) AS instant,
               min(notification_id) AS first_id,
               row_number() OVER (PARTITION BY min(notification_id)
                                      ORDER BY delivery_id) - 1 AS number
          FROM discord_delivery_notification_rel
          JOIN discord_notification ON id = notification_id
         GROUP BY delivery_id) told
 WHERE delivery.id = delivery_id
"""
HOUR = r"\d\d-\d\d-\d\d\d\d \d\d:\d\d"
FORMAT = "DD-MM-YYYY HH24:MI"


def set_clock(sql, when, synchronized):
    """Let it have happened ``when``, and the synchronization when ``synchronized``.

    :param sql: runs one statement
    :param when: [(model, record id, event, instant)]
    """
    rows = ", ".join(f"('{m}', {i}, '{e}', '{at}'::timestamp)" for m, i, e, at in when)
    sql(NOTIFIED.format(rows=rows))
    sql(SYNCHRONIZED.format(at=synchronized))
    for model in ("alimenteur.solde", "bldimagaz.bc"):
        sql(RECORDS.format(model=model, table=model.replace(".", "_")))
    sql(WORDS.format(hour=HOUR, format=FORMAT))
    sql(DELIVERIES)
