/// The four kinds of room of ALFRED. Their order is part of the seeds of generated floor plans.
public enum RoomType: String, Sendable, Hashable, Codable, CaseIterable {
  case kitchen
  case livingRoom = "livingroom"
  case bedroom
  case bathroom

  /// The room type of an ALFRED floor plan by the hundred of its number (released: kitchens 1-30,
  /// living rooms 201-230, bedrooms 301-330, bathrooms 401-430); nil outside these hundreds.
  public init?(floorPlan: Int) {
    switch floorPlan {
    case 1...100: self = .kitchen
    case 201...300: self = .livingRoom
    case 301...400: self = .bedroom
    case 401...500: self = .bathroom
    default: return nil
    }
  }
}
