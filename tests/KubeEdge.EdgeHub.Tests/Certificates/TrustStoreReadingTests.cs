using KubeEdge.EdgeHub.Certificates;

namespace KubeEdge.EdgeHub.Tests.Certificates;

public sealed class TrustStoreReadingTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-trust-");

    [Theory]
    [InlineData(null)]
    [InlineData("this is no certificate")]
    public async Task Read_FileIsMissingOrWrong_IsLeftToTheDialer(string? content)
    {
        var file = Path.Combine(_folder.FullName, "server.crt");
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content);
        }

        var reading = new TrustStoreReading(file);

        await reading.StartAsync(CancellationToken.None);
        await reading.StopAsync(CancellationToken.None).WaitAsync(_patience);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
