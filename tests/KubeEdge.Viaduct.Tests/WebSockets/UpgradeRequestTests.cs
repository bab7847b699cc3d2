using KubeEdge.Viaduct.WebSockets;

namespace KubeEdge.Viaduct.Tests.WebSockets;

public sealed class UpgradeRequestTests
{
    // The recorded request of the original's edge; header names as Go spells them.
    private static readonly Dictionary<string, string[]> _recorded = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Host"] = ["cloud:10000"],
        ["User-Agent"] = ["Go-http-client/1.1"],
        ["Connection"] = ["Upgrade"],
        ["Connectionuse"] = ["msg"],
        ["Node_id"] = ["edge-1"],
        ["Project_id"] = ["e632aba927ea4ac2b575ec1603d56f10"],
        ["Sec-WebSocket-Key"] = ["nppB3+8VEPYb+lpO8Polcg=="],
        ["Sec-WebSocket-Version"] = ["13"],
        ["Upgrade"] = ["websocket"],
    };

    [Fact]
    public void Read_RecordedRequest_IsAnsweredAsTheOriginalDoes()
    {
        var request = Read([]);

        Assert.Equal(UpgradeStatus.Accepted, request.Status);
        Assert.Null(request.Error);
        Assert.Equal("edge-1", request.NodeId);
        Assert.Equal("e632aba927ea4ac2b575ec1603d56f10", request.ProjectId);
        Assert.Equal(
            [new("Upgrade", "websocket"), new("Connection", "Upgrade"), new("Sec-WebSocket-Accept", "G1x9TBR9gz4MaH3FOaBRgIfBsn8=")],
            request.ResponseHeaders);
    }

    [Fact]
    public void Read_RepeatedUseHeaderAndOfferedExtensions_CountsTheFirstAndOffersNothing()
    {
        var request = Read(new()
        {
            ["ConnectionUse"] = ["msg", "msg", "msg"],
            ["Sec-WebSocket-Extensions"] = ["permessage-deflate"],
            ["Sec-WebSocket-Protocol"] = ["chat"],
        });

        Assert.Equal(UpgradeStatus.Accepted, request.Status);
        Assert.Equal(3, request.ResponseHeaders.Count);
        Assert.Equal(UpgradeStatus.Accepted, Read(new() { ["ConnectionUse"] = ["msg,msg"] }).Status);
    }

    [Theory]
    [InlineData("Upgrade", "", UpgradeStatus.BadRequest)]
    [InlineData("Connection", "keep-alive", UpgradeStatus.BadRequest)]
    [InlineData("Connection", "keep-alive, Upgrade", UpgradeStatus.Accepted)]
    [InlineData("Sec-WebSocket-Version", "8", UpgradeStatus.BadRequest)]
    [InlineData("Sec-WebSocket-Key", "short", UpgradeStatus.BadRequest)]
    [InlineData("ConnectionUse", "shr", UpgradeStatus.BadRequest)]
    [InlineData("ConnectionUse", "MSG", UpgradeStatus.BadRequest)]
    [InlineData("Origin", "https://evil.example", UpgradeStatus.ForeignOrigin)]
    [InlineData("Origin", "https://CLOUD:10000", UpgradeStatus.Accepted)]
    [InlineData("Origin", "null", UpgradeStatus.ForeignOrigin)]
    [InlineData("Node_id", "", UpgradeStatus.Accepted)]
    public void Read_OneHeaderChanged_GivesTheStatus(string name, string value, UpgradeStatus expected)
    {
        var request = Read(new() { [name] = value.Length == 0 ? [] : [value] });

        Assert.Equal(expected, request.Status);
        Assert.Equal(expected == UpgradeStatus.Accepted, request.Error is null);
        if (expected != UpgradeStatus.Accepted)
        {
            Assert.Equal([new("Sec-WebSocket-Version", "13")], request.ResponseHeaders);
        }
    }

    [Fact]
    public void Read_FeaturesOfBothSides_AnswersWhatBothHave()
    {
        var request = Read(new() { ["kubeedge-features"] = ["confirm, trace ,future"] }, ["trace", "confirm", "ours"]);

        Assert.Equal(["confirm", "trace"], request.Features.Order());
        Assert.Contains(request.ResponseHeaders, header => header.Key == UpgradeHeaders.Features);
    }

    [Fact]
    public void Read_PostRequest_IsBad() => Assert.Equal(UpgradeStatus.BadRequest, UpgradeRequest.Read("POST", Values([])).Status);

    private static UpgradeRequest Read(Dictionary<string, string[]> changes, IEnumerable<string>? features = null) =>
        UpgradeRequest.Read("GET", Values(changes), features);

    private static Func<string, IEnumerable<string?>> Values(Dictionary<string, string[]> changes)
    {
        var all = new Dictionary<string, string[]>(_recorded, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in changes)
        {
            all[name] = values;
        }

        return name => all.GetValueOrDefault(name, []);
    }
}
