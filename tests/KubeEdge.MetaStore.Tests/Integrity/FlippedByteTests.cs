using KubeEdge.MetaStore.Tests.Stores;
using KubeEdge.Testing;

namespace KubeEdge.MetaStore.Tests.Integrity;

/// <summary>A byte changed anywhere: nothing wrong is served, and nothing is missing without a word.</summary>
public sealed class FlippedByteTests(ITestOutputHelper output)
{
    private static readonly Lazy<Task<Specimen>> _crashed = new(() => Specimen.MakeAsync(withLog: true));
    private static readonly Lazy<Task<Specimen>> _closed = new(() => Specimen.MakeAsync(withLog: false));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_NothingFlipped_ServesEverything(bool crashed)
    {
        var specimen = await (crashed ? _crashed : _closed).Value;
        using var folder = new StoreFolder();
        specimen.Write(folder, -1, 0);

        await using var store = await folder.OpenAsync();

        Assert.Empty(store.Health.Damage);
        Assert.Equal(specimen.Expected.All.Order(), (await StoreContents.ReadAsync(store)).All.Order());
    }

    [Fact]
    public async Task Open_ByteOfFileFlipped_IsDetectedOrHarmless()
    {
        var specimen = await _closed.Value;
        var random = NewRandom();
        var offsets = Enumerable.Range(0, 100).Concat(Enumerable.Range(0, Samples).Select(_ => random.Next(specimen.FileLength)));
        await CheckAsync(specimen, offsets, random);
    }

    [Fact]
    public async Task Open_ByteOfLogFlipped_IsDetectedOrHarmless()
    {
        var specimen = await _crashed.Value;
        var random = NewRandom();
        const int Frame = 4096 + 24;
        var frames = (specimen.WalLength - 32) / Frame;
        var headers = Enumerable.Range(0, 32)
            .Concat(new[] { 0, frames / 2, frames - 1 }.SelectMany(frame => Enumerable.Range(32 + (frame * Frame), 24)));
        var anywhere = Enumerable.Range(0, Samples).Select(_ => random.Next(specimen.WalLength));
        await CheckAsync(specimen, headers.Concat(anywhere).Select(offset => offset + specimen.FileLength), random);
    }

    [Fact]
    public async Task Open_ByteOfFileUnderLogFlipped_IsDetectedOrHarmless()
    {
        var specimen = await _crashed.Value;
        var random = NewRandom();
        await CheckAsync(specimen, Enumerable.Range(0, Samples / 3).Select(_ => random.Next(specimen.FileLength)), random);
    }

    private static int Samples => Effort.Of(150, 3000);

    private static async Task<string?> TryAsync(Specimen specimen, int offset, byte change, int[] detected)
    {
        using var folder = new StoreFolder();
        specimen.Write(folder, offset, change);
        try
        {
            await using var store = await folder.OpenAsync();
            var found = await StoreContents.ReadAsync(store);
            var wrong = found.All.FirstOrDefault(line => !specimen.Expected.History.Contains(line));
            if (wrong is not null)
            {
                return $"serves what was never stored: {wrong[..Math.Min(200, wrong.Length)]}";
            }

            var same = found.All.SetEquals(specimen.Expected.All);
            if (!same && store.Health.DamageCount == 0)
            {
                return $"differs without a word, {found.All.Count} instead of {specimen.Expected.All.Count}";
            }

            detected[store.Health.DamageCount > 0 ? 1 : 0]++;
            var again = await store.CommitAsync(StoreFolder.Put("after", 1), Durability.Full).Soon();
            return again.Status == CommitStatus.Committed ? null : $"does not work afterwards: {again.Status} {store.Health.Reason}";
        }
        catch (MetaStoreException e)
        {
            // Refusing to open is detection, but the node would stand still: only allowed where the file no longer says whose it is.
            return $"does not open: {e.Message}";
        }
    }

    private async Task CheckAsync(Specimen specimen, IEnumerable<int> offsets, Random random)
    {
        var failures = new List<string>();
        var detected = new int[2];
        foreach (var offset in offsets)
        {
            var change = (byte)(1 << random.Next(8));
            if (await TryAsync(specimen, offset, change, detected) is { } failure)
            {
                var place = offset < specimen.FileLength ? $"file {offset}" : $"log {offset - specimen.FileLength}";
                failures.Add($"{place} ^ {change}: {failure}");
            }
        }

        output.WriteLine($"harmless {detected[0]}, detected {detected[1]}");
        Assert.True(failures.Count == 0, $"{failures.Count} failures\n{string.Join('\n', failures.Take(40))}");
    }

    private Random NewRandom()
    {
        var seed = Effort.Seed;
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
