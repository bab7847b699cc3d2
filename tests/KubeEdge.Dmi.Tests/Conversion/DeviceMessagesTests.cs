using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KubeEdge.Dmi.Conversion;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Testing;

namespace KubeEdge.Dmi.Tests.Conversion;

public class DeviceMessagesTests
{
    [Theory]
    [InlineData("\"text\"", "StringValue", "text")]
    [InlineData("true", "BoolValue", "true")]
    [InlineData("false", "BoolValue", "false")]
    [InlineData("1", "FloatValue", "1")]
    [InlineData("16777216", "FloatValue", "16777216")]
    [InlineData("16777217", "Int64Value", "16777217")]
    [InlineData("-16777217", "Int64Value", "-16777217")]
    [InlineData("9223372036854775807", "Int64Value", "9223372036854775807")]
    [InlineData("9223372036854775808", "FloatValue", "9.223372036854776E+18")]
    [InlineData("18446744073709551615", "FloatValue", "1.8446744073709552E+19")]
    [InlineData("0.1", "FloatValue", "0.1")]
    [InlineData("1.5", "FloatValue", "1.5")]
    [InlineData("0.123456789", "DoubleValue", "0.123456789")]
    [InlineData("1e300", "DoubleValue", "1E+300")]
    [InlineData("1e400", "StringValue", "1e400")]
    [InlineData("[1,\"a\"]", "StringValue", "[1,\"a\"]")]
    [InlineData("{\"a\":{\"b\":[]}}", "StringValue", "{\"a\":{\"b\":[]}}")]
    public void Pack_Value_KeepsWhatItSays(string json, string type, string expected)
    {
        var packed = ConfigurationData.Pack(Parse($$"""{"data":{{json}}}"""))!["data"];

        Assert.Equal($"type.googleapis.com/google.protobuf.{type}", packed.TypeUrl);
        Assert.Equal(expected, TextOf(packed));
    }

    [Fact]
    public void Pack_Null_IsLeftOut() => Assert.Empty(ConfigurationData.Pack(Parse("""{"a":null}"""))!);

    [Fact]
    public void Convert_ModelHasDefaults_DeviceWinsKeyByKey()
    {
        var model = Parse("""
            {"spec":{"protocolConfigData":{"port":"/dev/ttyS0","baud":9600},
            "properties":[{"name":"temp","visitors":{"protocolName":"modbus","configData":{"offset":1,"limit":1}}}]}}
            """);
        var device = Parse("""
            {"spec":{"protocol":{"protocolName":"modbus","configData":{"baud":19200}},
            "properties":[{"name":"temp","visitors":{"configData":{"offset":7}}},{"name":"other"}]}}
            """);

        var spec = DeviceMessages.Convert("d", device, model).Spec;

        Assert.Equal("baud=19200 port=/dev/ttyS0", TextOf(spec.Protocol.ConfigData));
        Assert.Equal("limit=1 offset=7", TextOf(spec.Properties[0].Visitors.ConfigData));
        Assert.Equal("modbus", spec.Properties[0].Visitors.ProtocolName);
        Assert.Null(spec.Properties[1].Visitors.ConfigData);
        Assert.NotNull(spec.Properties[1].Desired);
    }

    [Fact]
    public void Convert_EveryPushMethod_IsFound()
    {
        var device = Parse("""
            {"spec":{"methods":[{"name":"m","description":"d","propertyNames":["a","b"]}],"properties":[{"name":"temp","pushMethod":{
            "http":{"hostName":"h","port":1,"requestPath":"/p","timeout":2},
            "mqtt":{"address":"a","topic":"t","qos":1,"retained":true},
            "otel":{"endpointURL":"u"},
            "anomalyDetection":{"x":1},
            "dbMethod":{"TDEngine":{"TDEngineClientConfig":{"addr":"a","dbName":"n"}},
            "redis":{"redisClientConfig":{"addr":"a","db":1,"poolsize":2,"minIdleConns":3}},
            "mysql":{"mysqlClientConfig":{"addr":"a","database":"d","userName":"u"}}}}}]}}
            """);

        var spec = DeviceMessages.Convert("d", device, null).Spec;

        var push = Assert.Single(spec.Properties).PushMethod;
        Assert.Equal(("h", 1, "/p", 2), (push.Http.Hostname, push.Http.Port, push.Http.Requestpath, push.Http.Timeout));
        Assert.Equal(("a", "t", 1, true), (push.Mqtt.Address, push.Mqtt.Topic, push.Mqtt.Qos, push.Mqtt.Retained));
        Assert.Equal("u", push.Otel.EndpointURL);
        Assert.Equal("1", TextOf(push.AnomalyDetection.Data["x"]));
        Assert.Equal("n", push.DbMethod.Tdengine.TdEngineClientConfig.Dbname);
        Assert.Equal(3, push.DbMethod.Redis.RedisClientConfig.MinIdleConns);
        Assert.Equal("u", push.DbMethod.Mysql.MysqlClientConfig.UserName);
        Assert.Equal(["a", "b"], Assert.Single(spec.Methods).PropertyNames);
    }

    [Fact]
    public void Digest_OrderOfPropertiesAndStatus_MakeNoDifference()
    {
        var one = DeviceMessages.Convert("d", Parse("""{"spec":{"properties":[{"name":"a"},{"name":"b"}]}}"""), null);
        var two = DeviceMessages.Convert(
            "d", Parse("""{"spec":{"properties":[{"name":"b"},{"name":"a"}]},"status":{"twins":[{"propertyName":"a"}]}}"""), null);
        var three = DeviceMessages.Convert("d", Parse("""{"spec":{"properties":[{"name":"b"},{"name":"c"}]}}"""), null);

        Assert.Equal(SpecDigest.Of(one), SpecDigest.Of(two));
        Assert.NotEqual(SpecDigest.Of(one), SpecDigest.Of(three));
    }

    /// <summary>Objects with members of any type in any place are converted, never refused.</summary>
    [Fact]
    public void Convert_AnyObject_NeverFails()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Effort.Seed}");
        var random = new Random(Effort.Seed);
        for (var i = 0; i < Effort.Of(2_000, 100_000); i++)
        {
            var (device, model) = (RandomJson.Object(random), RandomJson.Object(random));
            var message = DeviceMessages.Convert("d", Parse(device), Parse(model));
            Assert.Equal(message, Device.Parser.ParseFrom(message.ToByteArray()));
            ModelMessages.Convert("m", Parse(model)).ToByteArray();
        }
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private static string TextOf(CustomizedValue values) =>
        string.Join(' ', values.Data.Select(static entry => $"{entry.Key}={TextOf(entry.Value)}"));

    private static string TextOf(Any packed)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return packed.TypeUrl[(packed.TypeUrl.LastIndexOf('.') + 1)..] switch
        {
            "StringValue" => packed.Unpack<StringValue>().Value,
            "BoolValue" => packed.Unpack<BoolValue>().Value ? "true" : "false",
            "Int64Value" => packed.Unpack<Int64Value>().Value.ToString(culture),
            "DoubleValue" => packed.Unpack<DoubleValue>().Value.ToString("R", culture),
            _ => packed.Unpack<FloatValue>().Value is var value && value == (long)value && Math.Abs(value) < 1e18
                ? ((long)value).ToString(culture)
                : value < 1e18f ? value.ToString("R", culture) : ((double)value).ToString("R", culture),
        };
    }
}
