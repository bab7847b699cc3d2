using System.Text.Json.Serialization;
using Google.Protobuf.WellKnownTypes;
using KubeEdge.Mappers.Devices;
using KubeEdge.Mappers.Tests.Support;

namespace KubeEdge.Mappers.Tests;

public sealed partial class DeviceConfigurationTests
{
    private readonly DeviceConfiguration _configuration = ConfigurationReader.Read("device d", Messages.Data(
        ("Text", new StringValue { Value = "abc" }),
        ("quoted", new StringValue { Value = "502" }),
        ("flag", new BoolValue { Value = true }),
        ("float", new FloatValue { Value = 0.1f }),
        ("whole", new FloatValue { Value = 502 }),
        ("large", new Int64Value { Value = 16777217 }),
        ("precise", new DoubleValue { Value = 16777217.5 }),
        ("int", new Int32Value { Value = -3 })));

    [Fact]
    public void Members_AreFoundInAnyCaseAndForm()
    {
        Assert.Equal("abc", _configuration.GetString("text"));
        Assert.Equal("502", _configuration.GetString("whole"));
        Assert.Equal([502, 502, 16777217, -3], new[] { "quoted", "WHOLE", "large", "int" }.Select(name => _configuration.GetInt64(name)));
        Assert.Equal([0.1, 16777217.5, 502], new[] { "float", "precise", "quoted" }.Select(name => _configuration.GetDouble(name)));
        Assert.True(_configuration.GetBoolean("flag"));
        Assert.Equal((7L, "x", 1.5, false), (
            _configuration.GetInt64("absent", 7), _configuration.GetString("absent", "x"), _configuration.GetDouble("absent", 1.5), _configuration.GetBoolean("absent", false)));
    }

    [Fact]
    public void Members_AbsentOrWrong_AreNamedWithTheirOwner()
    {
        Assert.Equal("device d: \"absent\" is missing.", Fault(() => _configuration.GetString("absent")));
        Assert.Equal("device d: \"text\" must be a whole number, not \"abc\".", Fault(() => _configuration.GetInt64("text")));
        Assert.Equal("device d: \"float\" must be a whole number, not \"0.1\".", Fault(() => _configuration.GetInt64("float")));
        Assert.Equal("device d: \"text\" must be a number, not \"abc\".", Fault(() => _configuration.GetDouble("text")));
        Assert.Equal("device d: \"whole\" must be true or false, not \"502\".", Fault(() => _configuration.GetBoolean("whole")));
        Assert.StartsWith("device d: ", Fault(() => _configuration.Read(Json.Default.Wrong)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AsAType_Fits()
    {
        var read = _configuration.Read(Json.Default.Right);

        Assert.Equal(new Right("abc", 502, 0.1), read);
    }

    private static string Fault(Action action) => Assert.Throws<DeviceConfigurationException>(action).Message;

    internal sealed record Right(string Text, int Whole, double Float);

    internal sealed record Wrong(bool Text);

    [JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
    [JsonSerializable(typeof(Right))]
    [JsonSerializable(typeof(Wrong))]
    internal sealed partial class Json : JsonSerializerContext;
}
