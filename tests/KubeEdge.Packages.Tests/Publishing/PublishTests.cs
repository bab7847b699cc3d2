using System.Buffers.Binary;
using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Packages.Tests.Packing;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Packages.Tests.Publishing;

/// <summary>The sample hosts as one file for machines without .NET; a warning of the trimmer is an error.</summary>
public sealed class PublishTests
{
    private const ushort ElfArm64 = 0xB7;
    private const ushort PortableX64 = 0x8664;

    [Fact]
    public async Task EdgeCore_LinuxX64_JoinsIsGivenAConfigMapAndStopsOnSigterm()
    {
        string folder = await Publication.MakeAsync("EdgeCore", "linux-x64");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "published for Linux, and run there only");
        await using var cloud = new JoinedCloud();
        await cloud.StartAsync();
        await using RunningProcess edge = cloud.StartEdge(Path.Combine(folder, "EdgeCore"));

        await cloud.NodeIsReadyAsync(edge);
        await cloud.CreateAsync("greeting");
        await cloud.IsAtTheEdgeAsync("greeting", edge);

        Assert.Equal(0, await edge.TerminateAsync());
    }

    /// <summary>What the README runs first. The compiler asks for more references where it does not optimize, as in no other build here.</summary>
    [Fact]
    public async Task EdgeInABox_NotOptimized_IsBuilt() =>
        (await DotNet.RunAsync(
            RepositoryRoot.Path, null, "build", "samples/EdgeInABox", "-c", "Debug", "--no-restore", "-p:RunAnalyzers=false", "-v", "q")).Ok();

    [Theory]
    [InlineData("EdgeCore")]
    [InlineData("CloudCore")]
    public async Task Sample_LinuxArm64_IsAProgramForThatProcessor(string sample)
    {
        string folder = await Publication.MakeAsync(sample, "linux-arm64");

        string program = Path.Combine(folder, sample);
        if (File.Exists(program))
        {
            Assert.Equal(ElfArm64, await WordAsync(program, 18));
            Assert.Equal(ElfArm64, await WordAsync(Path.Combine(folder, "libe_sqlite3.so"), 18));
        }
        else
        {
            Assert.True(File.Exists(program + ".dll"));
            Assert.Equal(ElfArm64, await WordAsync(Path.Combine(folder, "runtimes/linux-arm64/native/libe_sqlite3.so"), 18));
        }
    }

    [Theory]
    [InlineData("EdgeCore")]
    [InlineData("CloudCore")]
    public async Task Sample_WindowsX64_IsAProgramForThatSystem(string sample)
    {
        // What is compiled ahead is so for Linux in the first test; here it would take minutes.
        string folder = await Publication.MakeAsync(sample, "win-x64", "-p:PublishReadyToRun=false");

        Assert.Equal(PortableX64, await MachineOfPortableAsync(Path.Combine(folder, sample + ".exe")));
        Assert.Equal(PortableX64, await MachineOfPortableAsync(Path.Combine(folder, "e_sqlite3.dll")));
    }

    // The header of a Windows program stands where the word at 60 says; its machine follows the four letters of its signature.
    private static async Task<ushort> MachineOfPortableAsync(string path) => await WordAsync(path, await WordAsync(path, 60) + 4);

    private static async Task<ushort> WordAsync(string path, int offset)
    {
        var word = new byte[2];
        await using FileStream file = File.OpenRead(path);
        file.Position = offset;
        await file.ReadExactlyAsync(word);
        return BinaryPrimitives.ReadUInt16LittleEndian(word);
    }
}
