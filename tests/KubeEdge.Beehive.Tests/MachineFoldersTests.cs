namespace KubeEdge.Beehive.Tests;

public class MachineFoldersTests
{
    [Fact]
    public void Of_Unix_IsWhereTheOriginalHasThem() =>
        Assert.Equal(("/etc/kubeedge", "/var/lib/kubeedge"), MachineFolders.Of(isWindows: false, string.Empty));

    [Fact]
    public void Of_Windows_IsBelowProgramData() =>
        Assert.Equal((@"C:\ProgramData\KubeEdge", @"C:\ProgramData\KubeEdge\data"), MachineFolders.Of(isWindows: true, @"C:\ProgramData"));

    [Fact]
    public void Here_IsAFullPath()
    {
        Assert.True(Path.IsPathFullyQualified(MachineFolders.Configuration));
        Assert.True(Path.IsPathFullyQualified(MachineFolders.Data));
    }
}
