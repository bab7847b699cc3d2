using KubeEdge.EdgeHub.Certificates;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.Testing;

namespace KubeEdge.EdgeHub.Tests.Certificates;

public sealed class NodeCertificateFilesTests : IDisposable
{
    private readonly TestCertificates _files = new();
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void TryLoad_GoodFiles_GivesThePairAndTheAuthority()
    {
        var serial = Write();

        using var loaded = Load(out var error);

        Assert.Null(error);
        Assert.NotNull(loaded);
        Assert.Equal(serial, loaded.Own.SerialNumber);
        Assert.True(loaded.Own.HasPrivateKey);
        Assert.Equal("CN=KubeEdge", Assert.Single(loaded.Authorities).Subject);
    }

    [Fact]
    public void TryLoad_FilesReplaced_GivesTheNewPair()
    {
        Write();
        Load(out _)?.Dispose();
        var renewed = Write();

        using var loaded = Load(out _);

        Assert.Equal(renewed, loaded?.Own.SerialNumber);
    }

    [Theory]
    [InlineData("rootCA.crt")]
    [InlineData("server.crt")]
    [InlineData("server.key")]
    public void TryLoad_MissingFile_NamesIt(string name)
    {
        Write();
        File.Delete(Path.Combine(_files.Folder, name));

        Assert.Null(Load(out var error));

        Assert.Contains(name, error, StringComparison.Ordinal);
        Assert.Contains("cannot be read", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rootCA.crt", "")]
    [InlineData("rootCA.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("server.crt", "no certificate")]
    [InlineData("server.key", "")]
    [InlineData("server.key", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n")]
    public void TryLoad_Garbage_NamesTheFile(string name, string content)
    {
        Write();
        File.WriteAllText(Path.Combine(_files.Folder, name), content);

        Assert.Null(Load(out var error));

        Assert.Contains(name, error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryLoad_KeyOfAnotherCertificate_IsRefused()
    {
        Write();
        var key = File.ReadAllText(_files.KeyFile);
        Write();
        File.WriteAllText(_files.KeyFile, key);

        Assert.Null(Load(out var error));

        Assert.Contains("cannot be used", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryLoad_Expired_SaysThatTheNodeMustJoinAgain()
    {
        var now = _clock.GetUtcNow();
        _files.WriteNode(now.AddYears(-1), now);

        Assert.Null(Load(out var error));

        Assert.Contains("has expired", error, StringComparison.Ordinal);
        Assert.Contains("join again", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryLoad_NotYetValid_IsTriedBecauseTheClockMayBeWrong()
    {
        var now = _clock.GetUtcNow();
        _files.WriteNode(now.AddDays(300), now.AddDays(600));

        using var loaded = Load(out var error);

        Assert.NotNull(loaded);
        Assert.Null(error);
    }

    private string Write() => _files.WriteNode(_clock.GetUtcNow().AddHours(-1), _clock.GetUtcNow().AddYears(1));

    private NodeCertificate? Load(out string? error) =>
        new NodeCertificateFiles(_files.CaFile, _files.CertificateFile, _files.KeyFile, _clock).TryLoad(out error);
}
