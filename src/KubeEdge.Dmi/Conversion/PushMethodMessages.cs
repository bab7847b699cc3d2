using System.Text.Json;
using KubeEdge.Dmi.Protocol;

namespace KubeEdge.Dmi.Conversion;

/// <summary>Where a mapper sends a property's values beside the edge node.</summary>
internal static class PushMethodMessages
{
    public static PushMethod Convert(JsonElement push) => new()
    {
        Http = push.Object("http") is { } http ? Http(http) : null,
        Mqtt = push.Object("mqtt") is { } mqtt ? Mqtt(mqtt) : null,
        DbMethod = push.Object("dbMethod") is { } database ? Database(database) : null,
        Otel = push.Object("otel") is { } otel ? new PushMethodOTEL { EndpointURL = otel.Text("endpointURL") } : null,
        AnomalyDetection = push.Object("anomalyDetection") is { } detection ? Detection(detection) : null,
    };

    private static PushMethodHTTP Http(JsonElement http) => new()
    {
        Hostname = http.Text("hostname"),
        Port = http.Integer("port"),
        Requestpath = http.Text("requestpath"),
        Timeout = http.Integer("timeout"),
    };

    private static PushMethodMQTT Mqtt(JsonElement mqtt) => new()
    {
        Address = mqtt.Text("address"),
        Topic = mqtt.Text("topic"),
        Qos = Small(mqtt, "qos"),
        Retained = mqtt.Flag("retained"),
    };

    private static DBMethod Database(JsonElement database) => new()
    {
        Influxdb2 = database.Object("influxdb2") is { } influx ? Influx(influx) : null,
        Redis = database.Object("redis") is { } redis ? Redis(redis) : null,
        Tdengine = database.Object("tdengine") is { } engine ? TdEngine(engine) : null,
        Mysql = database.Object("mysql") is { } mysql ? MySql(mysql) : null,
    };

    private static DBMethodInfluxdb2 Influx(JsonElement influx)
    {
        var message = new DBMethodInfluxdb2();
        if (influx.Object("influxdb2ClientConfig") is { } client)
        {
            message.Influxdb2ClientConfig = new() { Url = client.Text("url"), Org = client.Text("org"), Bucket = client.Text("bucket") };
        }

        if (influx.Object("influxdb2DataConfig") is { } data)
        {
            message.Influxdb2DataConfig = new() { Measurement = data.Text("measurement"), FieldKey = data.Text("fieldKey") };
            foreach (var (key, text) in data.Texts("tag"))
            {
                message.Influxdb2DataConfig.Tag.Add(key, text);
            }
        }

        return message;
    }

    private static DBMethodRedis Redis(JsonElement redis) => new()
    {
        RedisClientConfig = redis.Object("redisClientConfig") is { } client
            ? new()
            {
                Addr = client.Text("addr"),
                Db = Small(client, "db"),
                Poolsize = Small(client, "poolsize"),
                MinIdleConns = Small(client, "minIdleConns"),
            }
            : null,
    };

    private static DBMethodTDEngine TdEngine(JsonElement engine) => new()
    {
        TdEngineClientConfig = engine.Object("tdEngineClientConfig") is { } client
            ? new() { Addr = client.Text("addr"), Dbname = client.Text("dbname") }
            : null,
    };

    private static DBMethodMySQL MySql(JsonElement mysql) => new()
    {
        MysqlClientConfig = mysql.Object("mysqlClientConfig") is { } client
            ? new() { Addr = client.Text("addr"), Database = client.Text("database"), UserName = client.Text("userName") }
            : null,
    };

    private static AnomalyDetection Detection(JsonElement detection)
    {
        var message = new AnomalyDetection();
        if (ConfigurationData.Pack(detection) is { } packed)
        {
            message.Data.Add(packed);
        }

        return message;
    }

    private static int Small(JsonElement json, string name) => (int)Math.Clamp(json.Integer(name), int.MinValue, int.MaxValue);
}
