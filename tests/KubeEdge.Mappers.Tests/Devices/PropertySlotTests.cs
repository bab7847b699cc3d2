using KubeEdge.Mappers.Devices;

namespace KubeEdge.Mappers.Tests.Devices;

public sealed class PropertySlotTests
{
    [Theory]
    [InlineData("INT", "20", "20.0", false)]
    [InlineData("INT", "7", "007", false)]
    [InlineData("INT", "9007199254740992", "9007199254740993", true)]
    [InlineData("INT", "123", "1,2,3", true)]
    [InlineData("FLOAT", "1.1", "1.10", false)]
    [InlineData("DOUBLE", "1e2", "100", false)]
    [InlineData("DOUBLE", "1.1", "1.2", true)]
    [InlineData("BOOLEAN", "True", "true", false)]
    [InlineData("BOOLEAN", "1", "true", true)]
    [InlineData("STRING", "1.10", "1.10", false)]
    [InlineData("STRING", "1.1", "1.10", true)]
    [InlineData("STRING", "7", "007", true)]
    [InlineData("STRING", "123", "1,2,3", true)]
    [InlineData("STRING", "True", "true", true)]
    [InlineData("BYTES", "10", "1e1", true)]
    public void HasToBeWritten_DeviceShowsAValue_WhenItIsAnotherOneOfItsType(string type, string value, string desired, bool expected)
    {
        var property = new PropertyContext { Name = "p", Type = type, Visitor = new DeviceConfiguration("p", new Dictionary<string, object>()) };
        var slot = new PropertySlot(property, 0) { Value = value, Desired = desired };

        Assert.Equal(expected, slot.HasToBeWritten);
    }
}
