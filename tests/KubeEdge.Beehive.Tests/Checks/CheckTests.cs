using System.Net;
using System.Net.Sockets;
using KubeEdge.Beehive.Checks;

namespace KubeEdge.Beehive.Tests.Checks;

public sealed class CheckTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-check-");

    [Fact]
    public void Port_InUse_SaysSo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var result = PortCheck.Run((IPEndPoint)other.LocalEndpoint, "--port");

        Assert.Equal((CheckStatus.Failed, $"{other.LocalEndpoint} is in use"), (result.Status, result.Finding));
        Assert.Contains("--port", result.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Port_Free_Passes() =>
        Assert.Equal(CheckStatus.Passed, PortCheck.Run(new IPEndPoint(IPAddress.Loopback, 0), "--port").Status);

    [Fact]
    public void Port_OfAnotherMachine_SaysSo()
    {
        var result = PortCheck.Run(IPEndPoint.Parse("192.0.2.77:0"), "--port");

        Assert.Contains("no address of this machine", result.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_NotThereYet_PassesAndIsNotMade()
    {
        var folder = Path.Combine(_folder.FullName, "a", "b");

        Assert.NotEqual(CheckStatus.Failed, FolderCheck.Run(folder, "--data-dir").Status);
        Assert.False(Directory.Exists(folder));
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void Folder_IsAFile_Fails()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, string.Empty);

        Assert.Contains("is a file", FolderCheck.Run(Path.Combine(file, "below"), "--data-dir").Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(63, CheckStatus.Failed)]
    [InlineData(64, CheckStatus.Warning)]
    [InlineData(1024, CheckStatus.Passed)]
    public void Folder_Room_IsJudged(long mebibytes, CheckStatus expected) =>
        Assert.Equal(expected, FolderCheck.Room("/data", "/data", mebibytes << 20, "--data-dir").Status);

    [Theory]
    [InlineData(0, CheckStatus.Passed)]
    [InlineData(-290, CheckStatus.Passed)]
    [InlineData(301, CheckStatus.Failed)]
    [InlineData(-301, CheckStatus.Failed)]
    public void Clock_IsJudgedByTheOther(int seconds, CheckStatus expected) =>
        Assert.Equal(expected, ClockCheck.Run(_now, _now.AddSeconds(seconds), "the cloud").Status);

    [Fact]
    public void Clock_OtherSaysNothing_IsSkipped() => Assert.Equal(CheckStatus.Skipped, ClockCheck.Run(_now, null, "the cloud").Status);

    public void Dispose() => _folder.Delete(recursive: true);
}
