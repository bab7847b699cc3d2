using KubeEdge.NodeAgent.Machine;

namespace KubeEdge.NodeAgent.Tests.Machine;

public class HostMachineTests
{
    [Fact]
    public void Facts_ThisMachine_AreComplete()
    {
        var facts = new HostMachine(Path.Combine(Path.GetTempPath(), "not", "there", "yet.db")).Facts;

        Assert.Equal(Environment.ProcessorCount, facts.Processors);
        Assert.True(facts.MemoryBytes > 100_000_000, $"{facts.MemoryBytes}");
        Assert.True(facts.StorageBytes > 0);
        Assert.NotEmpty(facts.KernelVersion);
        Assert.NotEmpty(facts.OsImage);
        Assert.NotEmpty(facts.OperatingSystem);
        Assert.DoesNotContain("x64", facts.Architecture, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Facts_DataPathIsAFile_CountItsVolume()
    {
        var file = Path.GetTempFileName();

        Assert.True(new HostMachine(file).Facts.StorageBytes > 0);
        File.Delete(file);
    }

    [Fact]
    public void ReadPressure_ThisMachine_DoesNotThrow() => _ = new HostMachine(Path.GetTempPath()).ReadPressure();

    [Theory]
    [InlineData("MemTotal:       24684092 kB", "MemTotal:", "24684092 kB")]
    [InlineData("NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"", "PRETTY_NAME=", "Debian GNU/Linux 12 (bookworm)")]
    [InlineData("A=1", "B=", "")]
    public void Field_OfAText_IsTheRestOfItsLine(string text, string name, string expected) =>
        Assert.Equal(expected, SystemText.Field(text, name));

    [Theory]
    [InlineData("24684092 kB", 24684092L)]
    [InlineData("17", 17L)]
    [InlineData("", null)]
    [InlineData("x1", null)]
    public void Number_AtTheStart_IsRead(string text, long? expected) => Assert.Equal(expected, SystemText.Number(text));
}
