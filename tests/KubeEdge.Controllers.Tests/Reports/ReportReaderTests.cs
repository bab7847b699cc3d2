using System.Text;
using KubeEdge.Controllers.Reports;

namespace KubeEdge.Controllers.Tests.Reports;

public sealed class ReportReaderTests
{
    [Fact]
    public void ReadTwin_BothHalves_AreTakenWithTimeTypeAndVersions()
    {
        var read = ReportReader.ReadTwin(Bytes(
            """
            {"event_id":"e","timestamp":5,"twin":{"t":{"expected":{"value":"20"},"Actual":{"value":"21","metadata":{"timestamp":7}},
             "optional":true,"metadata":{"type":"int"},"expected_version":{"cloud":0,"edge":3},"actual_version":{"cloud":0,"edge":4}},"gone":null}}
            """));

        var property = Assert.Single(read).Value;
        Assert.Equal(
            new ReportedProperty(new ReportedValue("21", 7, "int"), new ReportedValue("20", null, "int"), false, 4, 3), property);
    }

    [Fact]
    public void ReadTwin_TypeDeleted_IsADeletion()
    {
        var read = ReportReader.ReadTwin(Bytes(
            """{"twin":{"t":{"expected":{},"actual":{},"optional":true,"metadata":{"type":"deleted"},"actual_version":{"cloud":0,"edge":9}}}}"""));

        Assert.Equal(new ReportedProperty(null, null, true, 9, null), read["t"]);
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{}", "'twin' is missing")]
    [InlineData("""{"twin":[]}""", "'twin' is no object")]
    [InlineData("""{"twin":{"t":1}}""", "'t' is no object")]
    [InlineData("""{"twin":{"t":{"actual":{"value":1}}}}""", "'value' is no text")]
    [InlineData("""{"twin":{"t":{"actual":{"value":"1","metadata":{"timestamp":"1"}}}}}""", "'timestamp' is no whole number")]
    public void ReadTwin_Malformed_SaysWhat(string content, string problem)
    {
        var error = Assert.Throws<FormatException>(() => ReportReader.ReadTwin(Bytes(content)));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadTwin_ValueOfAMegabyte_IsRefused() =>
        Assert.Throws<FormatException>(() => ReportReader.ReadTwin(Bytes(
            string.Concat("{\"twin\":{\"t\":{\"actual\":{\"value\":\"", new string('a', 1 << 20), "\"}}}}"))));

    [Theory]
    [InlineData("""{"timestamp":1795213209534,"device":{"name":"d","state":"online","last_online":"2026-11-20 22:20:09"}}""", "online", "2026-11-20T22:20:09Z")]
    [InlineData("""{"timestamp":1795213209534,"device":{"name":"d","state":"offline","last_online":"2026-11-20 22:20:09"}}""", "offline", null)]
    [InlineData("""{"timestamp":1,"device":{"name":"d","state":"ok","lastOnlineTime":"2026-11-20T22:46:34Z"}}""", "ok", "2026-11-20T22:46:34Z")]
    [InlineData("""{"device":{"state":"ok","lastOnlineTime":"2026-11-20t22:46:34.123456789+01:00"}}""", "ok", "2026-11-20t22:46:34.123456789+01:00")]
    [InlineData("""{"timestamp":1,"device":{"name":"d","state":"unhealthy","lastOnlineTime":""}}""", "unhealthy", null)]
    [InlineData("""{"timestamp":1,"Device":{"State":"unknown"}}""", "unknown", null)]
    public void ReadState_EitherGeneration_HasStateAndTime(string content, string state, string? time)
    {
        var read = ReportReader.ReadState(Bytes(content));

        Assert.Equal((state, time), (read.State, read.LastOnlineTime));
    }

    [Theory]
    [InlineData("""{"device":{}}""")]
    [InlineData("""{"device":{"state":5}}""")]
    [InlineData("""{"device":{"state":"ok","lastOnlineTime":"yesterday"}}""")]
    [InlineData("""{"device":{"state":"ok","lastOnlineTime":"2026-01-02 03:04:05"}}""")]
    [InlineData("""{"device":{"state":"ok","lastOnlineTime":"2026-01-02T03:04:05"}}""")]
    [InlineData("""{"device":{"state":"ok","lastOnlineTime":"2026-13-02T03:04:05Z"}}""")]
    [InlineData("""{"device":{"state":"ok","lastOnlineTime":"2026-01-02T03:04:05Z\n"}}""")]
    [InlineData("""{"timestamp":"1","device":{"state":"ok"}}""")]
    public void ReadState_Malformed_IsRefused(string content) =>
        Assert.Throws<FormatException>(() => ReportReader.ReadState(Bytes(content)));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
